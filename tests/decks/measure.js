// What is wrong with the side of a card that is shown: a list of sentences. Sizes are CSS pixels.
async ({figureText, shading}) => {
  const wrong = [];
  const last = (node) => {
    while (node.lastChild) node = node.lastChild;
    return node;
  };
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

  // No closing punctuation begins a line, whatever stands before it: text, formula, picture, code, in cells too.
  const closing = /[，。、；：？！）」』】》〉”’…,.;:?!)\]}%؟،؛]/u;
  const below = (box, one) => box.top + Math.min(box.height / 2, 12) > one.bottom;
  const fits = (box, node) => box.width < block(node).clientWidth - 30; // else there is no room beside it
  const block = (node) => {
    let one = node.parentElement;
    while (style(one).display.startsWith('inline') || style(one).display === 'contents') one = one.parentElement;
    return one;
  };
  const lines = document.createTreeWalker(card, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    if (node.matches('pre, header, footer, mjx-assistive-mml, rt')) return NodeFilter.FILTER_REJECT;
    return node.matches('img, mjx-container, math, br') ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  });
  let before = null; // what stands there: its box, and the block that it is in
  for (let node = lines.nextNode(); node; node = lines.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      const whole = (node.querySelector('mjx-math') ?? node).getBoundingClientRect();
      before = node.matches('br, [display]') ? null : {said: said(node), box: whole, block: block(node)};
      lines.currentNode = node.matches('img, br') ? node : last(node);
      continue;
    }
    for (let at = 0; at < node.data.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      const sign = node.data[at];
      if (/\s/.test(sign)) {
        before = null;
        continue;
      }
      if (before && before.block === block(node) && closing.test(sign) && fits(before.box, node) && below(box, before.box)) {
        wrong.push(`${sign} begins a line behind ${before.said}`);
      }
      before = {said: node.data.slice(Math.max(0, at - 12), at + 1), box, block: block(node)};
    }
  }

  // A part begins where it begins, code has one size on a card, and is a box on each line that it runs over.
  for (const part of card.querySelectorAll('.question, .answer, .text')) {
    const first = part.querySelector(':scope > *');
    const gap = first && !part.firstChild.data?.trim() && first.getBoundingClientRect().top - part.getBoundingClientRect().top;
    if (gap > 12) wrong.push(`a gap of ${gap.toFixed(0)} px above ${said(first)}`);
  }
  const sizes = new Set([...card.querySelectorAll('pre code')].map((code) => Math.round(parseFloat(style(code).fontSize))));
  if (sizes.size > 1) wrong.push(`code in several sizes: ${[...sizes]}`);
  for (const one of card.querySelectorAll('code:not(pre code), mark')) {
    if (one.getClientRects().length > 1 && style(one).boxDecorationBreak !== 'clone') wrong.push(`a box is torn: ${said(one)}`);
  }

  // A formula that wraps has room between its lines.
  for (const formula of card.querySelectorAll('mjx-container:not([display]) > mjx-math')) {
    let [row, foot] = [-Infinity, -Infinity]; // where the line before ends, and this one
    let right = -Infinity;
    for (const piece of formula.children) {
      const box = piece.getBoundingClientRect();
      if (box.left < right - 1) [row, foot] = [foot, -Infinity];
      right = box.right;
      foot = Math.max(foot, box.bottom);
      if (box.top < row + 2) {
        wrong.push(`the lines of a formula touch: ${said(formula)}`);
        break;
      }
    }
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
  // Most of what is drawn on no ground of its own stands out from what is behind it (WCAG 2.2, 1.4.11: 3 to 1).
  for (const image of card.querySelectorAll('img')) {
    const [width, height] = [image.width, image.height].map(Math.ceil);
    const drawn = Object.assign(document.createElement('canvas'), {width, height}).getContext('2d');
    drawn.drawImage(image, 0, 0, width, height);
    const pixels = drawn.getImageData(0, 0, width, height).data;
    const behind = ground(image);
    let [all, pale] = [0, 0];
    for (let at = 0; at < pixels.length; at += 4) {
      if (pixels[at + 3] < 128) continue;
      all += 1;
      pale += contrast(pixels.slice(at, at + 3), behind) < 3;
    }
    if (all < 0.9 * width * height && 2 * pale > all) wrong.push(`a picture fades into its ground: ${image.alt}`);
  }
  for (const code of card.querySelectorAll('code:not(pre code), pre, th')) {
    const found = contrast(ground(code), ground(code.parentElement));
    if (found < shading) wrong.push(`${found.toFixed(2)} is no shading: ${said(code)}`);
  }
  return wrong;
}
