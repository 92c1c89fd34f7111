// What is wrong with the side of a card that is shown: a list of sentences. Sizes are CSS pixels.
async ({figureText, shading}) => {
  const wrong = [];
  const said = (node) => `${node.tagName.toLowerCase()} ${(node.textContent || node.alt || '').trim().slice(0, 40)}`;
  const style = (node) => getComputedStyle(node);
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth) wrong.push(`the page scrolls sideways: ${root.scrollWidth} of ${innerWidth}`);

  // What stands out of the window lies in a box that scrolls and shows that it does.
  const scrolls = (node) => ['auto', 'scroll'].includes(style(node).overflowX);
  const card = document.querySelector('.deckwright');
  for (const node of card.querySelectorAll('*')) {
    if (node.closest('mjx-assistive-mml')) continue;
    const box = node.getBoundingClientRect();
    if (scrolls(node) && node.scrollWidth > node.clientWidth + 1 && !/gradient/.test(style(node).backgroundImage)) {
      wrong.push(`no edge shows that it scrolls: ${said(node)}`);
    }
    if (box.width === 0 || (box.right <= innerWidth + 0.5 && box.left >= -0.5)) continue;
    let around = node.parentElement;
    while (around !== card && !scrolls(around)) around = around.parentElement;
    if (around === card) wrong.push(`stands out of the window: ${said(node)}`);
  }
  // Parts are not cut at the foot; they scroll only where one piece of a formula is wider than a line.
  for (const part of card.querySelectorAll('.question, .answer, .text, .extra')) {
    if (part.scrollHeight > part.clientHeight + 1) wrong.push(`a part is cut at its foot: ${said(part)}`);
    const pieces = [...part.querySelectorAll('mjx-container:not([display]) > mjx-math > *')];
    if (part.scrollWidth > part.clientWidth + 1 && !pieces.some((one) => one.scrollWidth > part.clientWidth - 40)) {
      wrong.push(`a whole part scrolls: ${said(part)}`);
    }
  }

  // No closing punctuation begins a line behind a formula; but for narrow cells, where Chromium breaks there.
  for (const formula of card.querySelectorAll('mjx-container:not([display]), math:not([display="block"])')) {
    const next = formula.nextSibling;
    if (formula.closest('td, th')) continue;
    if (next?.nodeType !== Node.TEXT_NODE || !/^[，。、；：？！）」』】》”’,.;:?!)]/.test(next.data)) continue;
    const range = document.createRange();
    range.setStart(next, 0);
    range.setEnd(next, 1);
    const sign = range.getBoundingClientRect();
    const box = formula.getBoundingClientRect();
    const around = formula.parentElement.getBoundingClientRect();
    if (box.width > around.width - 20) continue; // then the whole part scrolls
    if (sign.left < box.left + 1 && sign.top > box.top) wrong.push(`${next.data[0]} begins a line behind ${said(formula)}`);
  }

  // Text in figures.
  for (const image of card.querySelectorAll('img[src$=".svg"]')) {
    const drawn = new DOMParser().parseFromString(await (await fetch(image.src)).text(), 'image/svg+xml').documentElement;
    const scale = image.getBoundingClientRect().width / drawn.viewBox.baseVal.width;
    for (const text of drawn.querySelectorAll('text')) {
      const size = scale * Number(text.getAttribute('font-size') ?? 16);
      if (size < figureText) wrong.push(`${size.toFixed(1)} px in a figure: ${text.textContent}`);
    }
  }

  // Contrast of text with what is behind it (https://www.w3.org/TR/WCAG22/#contrast-minimum), and of code's ground.
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, ground) => [0, 1, 2].map((at) => top[at] * top[3] + ground[at] * (1 - top[3]));
  const ground = (node) => {
    const layers = [];
    for (let one = node; one; one = one.parentElement) layers.push(rgba(style(one).backgroundColor));
    return layers.reverse().reduce((below, layer) => [...over(layer, below), 1], [255, 255, 255, 1]);
  };
  const light = (colour) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, share, at) => {
      const part = colour[at] / 255;
      return sum + share * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || seen.has(node) || node.closest('mjx-assistive-mml')) continue;
    seen.add(node);
    const behind = ground(node);
    const found = contrast([...over(rgba(style(node).color), behind)], behind);
    if (found < 4.5) wrong.push(`contrast ${found.toFixed(2)}: ${said(node)}`);
  }
  for (const code of card.querySelectorAll('code:not(pre code), pre, th')) {
    const found = contrast(ground(code), ground(code.parentElement));
    if (found < shading) wrong.push(`${found.toFixed(2)} is no shading: ${said(code)}`);
  }
  return wrong;
}
