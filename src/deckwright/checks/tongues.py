"""The words that rules about sense need: one row a language, every list is made from it.

Words are parted by blanks and stand in lower case; where a language inflects they may be small regular expressions. In
languages written without spaces a word is any piece of a text. Whoever adds a language adds a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Tongue:
    """What one language needs for grammar, for asking and for pointing."""

    small: str = ""
    """Words without content: articles, pronouns, prepositions, forms of to be and to have."""
    hollow: str = ""
    """Words that ask, or name an aspect of a thing, but no thing: advantages, difference, work, mean."""
    kinds: str = ""
    """What anything is: a program, a method, a thing; and what becauses are made of."""
    affirms: str = ""
    """All that an answer to a yes-or-no question may consist of."""
    asks: str = ""
    """Words that make a question one that cannot be answered by yes or no."""
    leads: str = ""
    """Words that point to where an answer stands: see, read, documentation, here."""
    places: str = ""
    """Words of a question that asks for an address."""
    pictures: str = ""
    """Regular expressions, parted by `~`: a text that speaks of a picture it shows."""
    tables: str = ""
    """The same of a table."""
    numbers: str = ""
    """Two, three, four … twelve, in order; several words for one number parted by `/`."""
    counted: str = ""
    """A regular expression with `{n}` for a number: a question that says how many things it wants."""
    refers: str = ""
    """A regular expression: a question that begins with a word for something said before it."""
    back: str = ""
    """Words that refer to what stands before them in the same text."""
    pronouns: str = ""
    """Words that stand for a thing or a person named before."""
    owners: str = ""
    """The same that say whose something is."""
    clitics: str = ""
    """A regular expression: a question with such a word that hangs on to its verb, and nothing named before it."""
    hedges: str = ""
    """Words beside a yes or a no that add nothing to it: quite, entirely, usually, at all."""


TONGUES: dict[str, Tongue] = {
    "en": Tongue(
        small="a an the and or but nor of to in on at by for from with without as than into onto about over under it its "
        "itself they them their he she his her him this that these those there here is are was were be been being am do "
        "does did has have had having can could may might must shall should will would not no n't s so if then when while "
        "which who whom whose what where why how you your we our us i my me one ones some any all both each such very "
        "only just also too more most much many other another same own between after before up out off down because",
        hollow="symptom symptoms complication complications contraindication contraindications treatment treatments risk risks requirement requirements indication indications prognosis treated diagnosed prevented author argue argues argued claim claims conclude concludes conclusion following statement statements then outcome outcomes consequence consequences implication implications significance importance narrator three two five afterwards what which who when where why how explain describe define name list give tell say meaning mean means called "
        "call work works used use uses usage useful purpose point advantage advantages disadvantage disadvantages benefit "
        "benefits drawback drawbacks pros cons difference differences different differ compare comparison feature "
        "features characteristic characteristics property properties example examples kind kinds type types part parts "
        "main key important first second third fourth last next other reason reasons cause causes effect effects "
        "happen happens result results consist consists made done get long big old better best good bad role function "
        "answer question else thing things case step steps way ways briefly please its do formula definition define "
        "defined true false correct limit limits limitation limitations application applications discover discovered "
        "invent invented find found come comes need needed matter matters complexity cost "
        "and so also then again again?",
        kinds="machine machines device devices object objects person people tool tools program programs thing things something someone somebody person device tool way method process concept idea "
        "act action term word kind type sort form state property quality colour color size shape nature case system "
        "element object code data because since due called named known means refers does doing used simply just",
        affirms="yes no yeah yep nope true false right wrong correct incorrect never always of course not indeed "
        "it is isn isn't can can't cannot could couldn't does doesn't do don't did didn't was wasn't were weren't are aren't "
        "will won't would wouldn't has hasn't have haven't should shouldn't they there he she you i we absolutely "
        "definitely certainly sure that's this that",
        asks="what which who whom whose when where why how name list explain describe say",
        leads="list scroll lists table answers solution solutions entry write-up writeup thread especially particularly there's someone wrote written put together everything you need starts start chapter part section intro introduction primer cheat sheet cheatsheet repo github talk podcast course episode pdf slides notes answered faq see read more about at here there look looked find found check visit refer consult watch go click link "
        "links source sources reference references documentation docs manual article articles page pages post posts blog "
        "video videos tutorial website site wiki wikipedia chapter book paper guide summary overview explanation "
        "explained animation answer details detail information info online official great good nice excellent very well "
        "further full following everything section slides lecture course discussion thread stack overflow best "
        "described covered discussed in-depth recommended resource resources material",
        places="address website site url link homepage page portal online uri domain repository",
        pictures=r"\b(?:picture|image|photo|graph|chart|plot|map|passage|excerpt|snippet|code|triangle|circuit|equation|dialogue|sentence|poem|table|data|problem|example|sequence|structure|text|graphic)s? (?:above|below|shown|given here|opposite|overleaf|on the (?:left|right)|to the (?:left|right))\b(?! (?:the|a|an|that|which|by|in|to)\b)~\b(?:see|cf\.?|refer to) (?:the )?(?:\w+ )?(?:chart|graph|figure|diagram|picture|image|photo|plot|map|illustration|screenshot)\b~\bthe (?:arrow|arrows|shaded (?:area|region)|highlighted \w+|dotted line|dashed line) (?:points?|marks?|shows?|indicates?|is|are|represents?|in)\b~\b(?:arrow|circle|box) in the (?:picture|image|figure|diagram)\b~\bas the (?:image|picture|photo|figure|diagram|graph|chart)\b~\bfig(?:ure|\.)? ?\d~"
        r"\b(?:figure|diagram|picture|graph|chart|image|illustration|photo|drawing|plot|sketch|screenshot)s? "
        r"(?:above|below|shown|on the (?:left|right|next page|previous page)|to the (?:left|right))~"
        r"\b(?:in|from|see|at|on) (?:this|the (?:following|above|next|attached)) "
        r"(?:figure|diagram|picture|graph|chart|image|illustration|photo|drawing|plot|sketch|screenshot|map)\b~"
        r"\b(?:in|from|see) the (?:figure|diagram|illustration|screenshot|sketch|drawing|chart)\b~"
        r"\b(?:shown|seen|visible|marked|label+ed|highlighted|depicted|pictured) (?:in|on) the "
        r"(?:picture|photo|photograph|graph|map|plot)\b~"
        r"^(?:which|what|who|where|name|identify)\b[^.\n]{0,60} (?:in|on) the (?:picture|photo|photograph)\b~"
        r"\bthe (?:figure|diagram|picture|graph|chart|illustration|photo|drawing|plot|screenshot) (?:shows?|illustrates?|depicts?|indicates?)\b~"
        r"\b(?:as )?(?:shown|pictured|depicted|illustrated) (?:above|below|here|in fig)~"
        r"\b(?:this|the (?:red|blue|green|yellow|black|white|orange)) (?:arrow|circle|box|line) (?:point|mark|show|indicat)~"
        r"\b(?:labell?ed|marked) [A-Z0-9]\b",
        tables=r"\b(?:the )?table (?:above|below)\b~\b(?:following|see the|see) table\b~\btable \d~\bin the table\b",
        numbers="two three four five six seven eight nine ten eleven twelve",
        counted=r"(?:(?<!\bof )\b(?:the|these|which|name|list|give|state|what are(?: the)?|into|there are|following|has|have) (?:\w+ )?{n}(?: \w+)? \w+s\b)",
        refers=r"(?:and|but|so|also) (?:the|what|how|why|when|where|which|who|is|are|does|do|for|in|with)\b(?!.{60})"
        r"|(?:what|how|why|when|where|which|whom?) (?:\w+ )?(?:is|are|was|were|does|do|did|can|could|has|have|should|would|"
        r"will|might) (?:it|they|this|these|those|he|she)\b(?! (?:called|that|said|true|necessary|possible|important|"
        r"mean(?:s)? (?:to|when|if|for|that)|take|better|worth|useful|easy|hard|\w+ (?:to|that|for|when|if)\b))(?!.* (?:when|if|that|to) )"
        r"|(?:does|is|are|do|can) (?:it|they) (?!.*\b(?:to|that|when|if|rain|snow)\b)"
        r"|(?:the )?(?:former|latter)\b|(?:its|their) ",
        back="this that these those it its they their which",
        pronouns="it they them he she him this these",
        owners="its their his",
        hedges="at all quite entirely completely totally absolutely usually generally normally often sometimes typically in theory in practice in principle technically actually really any more anymore no longer yet still only partly partially both indeed very much so",
    ),
    "de": Tongue(
        small="der die das den dem des ein eine einen einem einer eines und oder aber auch nicht kein keine es er sie ihn ihm "
        "ihr ihre ihrer ihren sein seine seiner seinen wir ich du sich mit von vom zu zum zur bei beim nach aus auf in im an "
        "am für über unter durch gegen ohne um als wie wenn weil dass daß ob da ist sind war waren wird werden wurde wurden "
        "hat haben hatte kann können muss müssen soll sollen darf dieser diese dieses jener nur noch so sehr mehr einander "
        "dort hier man was wer wo wann warum welche welcher welches",
        hollow="symptome nebenwirkungen komplikationen risiken behandlung behandelt voraussetzungen erfunden entdeckt gegründet erfand entdeckte autor passiert passierte geschah danach was wer wie wo wann warum wozu wofür weshalb wodurch womit worin welche welcher welches welchen nenne erkläre "
        "beschreibe dient dienen macht machen funktioniert zweck vorteil vorteile nachteil nachteile unterschied "
        "unterschiede unterscheiden unterscheidet merkmal merkmale eigenschaft eigenschaften beispiel beispiele bedeutet "
        "bedeutung heißt versteht bewirkt wirkt entsteht besteht gibt braucht nutzt zwei drei erste zweite dritte wichtigsten "
        "wichtig aufgabe aufgaben teile arten art gründe grund ursache ursachen folgen und denn dann außerdem liegt findet",
        kinds="ding sache etwas jemand art form gerät verfahren methode vorgang programm person wert",
        affirms="ja nein doch stimmt richtig falsch das ist nicht kann man er sie es hat wahr klar natürlich nie immer so",
        asks="was wer wem wen wie wo wann warum wozu wofür welche welcher welches welchen wessen nenne erkläre worin woran",
        leads="video hier dazu auf gut erklärt ausführlich beim blog beitrag forum thread kurs tutorial steht siehe sieh lies nachlesen nachzulesen hier unter auf mehr weitere weiteres infos informationen link links quelle "
        "quellen artikel seite webseite website video dokumentation doku handbuch zusammenfassung erklärung übersicht gute "
        "guter gutes gut steht stehen findet finden gibt unbedingt lesen dazu ausführlich antwort wikipedia buch kapitel "
        "anleitung beschrieben erklärt lesenswert einfach vgl dort",
        places="adresse webadresse website webseite internetseite url link seite netz domain portal",
        pictures=r"\b(?:bild|foto|grafik|diagramm|karte|skizze|text|tabelle|schaltplan)s? (?:oben|unten|rechts|links|nebenan)\b~\b(?:der|die) (?:pfeil|pfeile|schraffierte \w+|markierte \w+)\b~\b(?:auf|in) (?:dem|diesem|der|dieser) (?:\w+ )?(?:bild|foto|karte|diagramm|schaubild)\b~\babb(?:ildung|\.) ?\d~\b(?:siehe|in der|auf der|auf dem|im) (?:\w+ )?(?:abbildung|abb\.|skizze|zeichnung|grafik|schaubild|foto)\b~\b(?:auf dem|auf diesem) bild\b~"
        r"\b(?:oben|unten|nebenstehend|rechts|links) (?:abgebildet|gezeigt|dargestellt)~"
        r"\b(?:die|das|der) (?:abbildung|grafik|schaubild|diagramm|skizze) (?:oben|unten|rechts|links|zeigt)\b~\bzeigt (?:die|das|der) (?:abbildung|grafik|schaubild|skizze|foto)\b~\bmit [A-Z0-9] (?:markiert|bezeichnet)",
        tables=r"\b(?:die|der|siehe) (?:folgende[nr]? )?tabelle (?:oben|unten|\d)~\bsiehe tabelle~\bin der (?:folgenden )?tabelle\b",
        numbers="zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        counted=r"(?:\b(?:die|der|den|welche|nenne|in) {n} \w+)",
        refers=r"(?:und|aber) (?:wie|was|warum|wozu|wann|wo|die|der|das)\b(?!.{50})|(?:ihre|ihr|seine|deren|dessen) (?=vor|nach|merk|eigen|funk|auf)",
        back="dieser diese dieses dies das er es sie ihn",
        pronouns="es er sie ihn ihm ihnen",
        owners="sein seine seinen seiner ihre ihren ihrer deren dessen",
        hedges="gar nicht überhaupt mehr ganz immer meistens meist oft manchmal völlig natürlich eigentlich sondern nur teilweise ist",
    ),
    "es": Tongue(
        small="el la los las lo un una unos unas y e o u pero de del a al en con sin por para entre sobre que no se su sus "
        "le les es son era eran fue fueron ser está están hay ha han como más muy este esta estos estas ese esa eso esto "
        "aquel cuando donde si porque ya también sólo solo tiene tienen mi tu nos desde hasta qué cuál cuáles",
        hollow="síntomas efectos secundarios complicaciones riesgos tratamiento requisitos qué cuál cuáles cómo cuándo dónde quién por para explica explique describe define ventaja ventajas desventaja "
        "desventajas diferencia diferencias característica características ejemplo ejemplos principal principales "
        "funciones sirve significa funciona tipo tipos parte partes causas causa consecuencias importancia uso usos hace "
        "primero primera segundo segunda otro otra razón razones elementos propiedades",
        kinds="aparato máquina dispositivo cosa algo alguien programa método proceso forma tipo persona objeto modo acción efecto",
        affirms="sí si no claro verdadero falso cierto correcto nunca siempre es lo puede tiene",
        asks="qué cuál cuáles cómo cuándo dónde quién quiénes cuánto cuánta cuántos cuántas adónde por",
        leads="todo lista completa explicado mira este esta esto explicado explicación aquí tutorial guía canal véase ver vea leer más aquí enlace artículo página vídeo video documentación fuente fuentes resumen explicación "
        "buen buena muy información sitio web libro capítulo wikipedia consultar consulta encuentra explica explican lo bien",
        places="dirección página sitio web url enlace portal dominio",
        pictures=r"\b(?:señala|indica|apunta|muestra|marcad\w+) (?:con )?(?:la|una|por la) flecha\b~\bflecha (?:roja |azul |negra )?(?:señala|indica|apunta)~\b(?:texto|fragmento|esquema|circuito) (?:de arriba|de abajo|anterior|siguiente)\b~\bfig(?:ura|\.)? ?\d~\b(?:en|de|ver|véase) (?:la|el|esta|este) (?:\w+ )?(?:figura|imagen|gráfica|gráfico|diagrama|dibujo|foto|esquema|mapa) (?:de (?:arriba|abajo)|anterior|siguiente|adjunt\w|muestra)~"
        r"\b(?:en|según) (?:la|el) (?:siguiente |anterior )?(?:figura|gráfica|diagrama|esquema|dibujo)\b~\b(?:figura|imagen|gráfico) (?:siguiente|anterior|adjunta|de arriba|de abajo)",
        tables=r"\b(?:la )?tabla (?:siguiente|anterior|de (?:arriba|abajo)|\d)~\b(?:en|véase|ver) la (?:siguiente )?tabla\b",
        numbers="dos tres cuatro cinco seis siete ocho nueve diez once doce",
        counted=r"(?:\b(?:los|las) {n} \w+)",
        refers=r"¿?(?:y|pero) (?:el|la|los|las|qué|cuál|cómo|por)\b(?!.{50})",
        back="este esta esto estos estas ese esa él ella",
        clitics=r"^¿?(?:quién|quiénes|cuándo|dónde|cómo|por qué|para qué)(?: se)? (?:lo|la|los|las) \w+ ?\?*$",
        pronouns="él ella ellos ellas",
        hedges="ya no en absoluto siempre del todo exactamente normalmente completamente solo solamente",
    ),
    "fr": Tongue(
        small="le la les l un une des du de d et ou mais à au aux en dans par pour avec sans sur sous entre ne pas plus que "
        "qui se s sa son ses leur leurs ce cet cette ces il elle ils elles on est sont était étaient être a ont avait été "
        "c qu y n où comme si aussi très nous vous je lui même quand donc car fait",
        hollow="symptômes effets secondaires complications risques traitement que quoi quel quelle quels quelles comment pourquoi quand où qui expliquez définissez avantages inconvénients "
        "différence différences caractéristiques exemple exemples rôle sert signifie principales principaux types "
        "parties causes conséquences premier première deuxième second seconde autre",
        kinds="chose quelque machine programme méthode procédé processus forme sorte type personne appareil",
        affirms="oui non si vrai faux exact jamais toujours est pas bien sûr peut",
        asks="que quoi quel quelle quels quelles comment pourquoi quand où qui combien lequel laquelle",
        leads="tout est expliqué expliquée détaillé liste complète voir lire ici lien article page vidéo documentation source sources résumé explication bon bonne très plus "
        "informations site livre chapitre wikipédia consulter détails",
        places="adresse site url lien page portail domaine",
        pictures=r"\b(?:image|photo|texte|carte|tableau|extrait|croquis) (?:ci-(?:dessus|dessous|contre)|à (?:gauche|droite))\b~\bla flèche (?:indique|montre|désigne)~\bfig(?:ure|\.)? ?\d~\b(?:figure|image|schéma|graphique|photo|dessin) (?:ci-(?:dessus|dessous|contre)|suivante?|précédente?)~\b(?:sur|dans|voir) (?:la|le|ce|cette) (?:figure|schéma|graphique|dessin|diagramme)\b",
        tables=r"\btableau (?:ci-(?:dessus|dessous|contre)|suivant|précédent|\d)~\bvoir le tableau",
        numbers="deux trois quatre cinq six sept huit neuf dix onze douze",
        counted=r"(?:\b(?:les|des) {n} \w+)",
        refers=r"(?:et|mais) (?:le|la|les|que|comment|pourquoi)\b(?!.{50})",
        back="ce cet cette ces il elle",
        clitics=r"^(?:qui|quand|où|comment|pourquoi) (?:l['’](?:a|ont|avait)|les? a|la) \w+ ?\?*$|^(?:qui|quand|où|comment|pourquoi) [\w']+-(?:t-)?(?:elles?|ils?)(?: été)?(?: \w+)? ?\?*$",
        hedges="pas du tout tout à fait plus jamais toujours seulement normalement complètement vraiment",
    ),
    "pt": Tongue(
        small="o a os as um uma uns umas e ou mas de do da dos das em no na nos nas por para com sem entre sobre que não se "
        "seu sua seus suas é são era eram foi foram ser está estão há tem têm como mais muito este esta isso isto esse essa "
        "ele ela eles elas quando onde porque já também ao à",
        hollow="que o quê qual quais como quando onde quem por para explique descreva defina vantagem vantagens desvantagens "
        "diferença diferenças características exemplo exemplos principais serve significa funciona tipos partes "
        "causas consequências primeiro segunda segundo outro",
        kinds="coisa algo alguém programa método processo forma tipo pessoa objeto",
        affirms="sim não verdadeiro falso certo errado nunca sempre é pode claro",
        asks="que quê qual quais como quando onde quem quanto quantos quantas",
        leads="ver veja leia aqui link artigo página vídeo documentação fonte fontes resumo explicação boa bom mais informações site livro capítulo",
        places="endereço site página url link portal",
        pictures=r"\bfigura \d~\b(?:figura|imagem|gráfico|diagrama) (?:abaixo|acima|ao lado|seguinte|anterior)~\bna (?:figura|imagem)\b~\bno (?:gráfico|diagrama|esquema)\b",
        tables=r"\btabela (?:abaixo|acima|seguinte|\d)~\b(?:na|veja a) tabela\b",
        numbers="dois/duas três quatro cinco seis sete oito nove dez onze doze",
        counted=r"(?:\b(?:os|as) {n} \w+)",
        refers=r"(?:e|mas) (?:o|a|os|as|qual|como|por)\b(?!.{50})",
        back="este esta isso esse essa ele ela",
        clitics=r"^(?:quem|quando|onde|como) (?:o|a|os|as) \w+ou\b ?\?*$",
    ),
    "it": Tongue(
        small="il lo la i gli le un uno una e o ma di del della dei delle a al alla da dal in nel nella con su sul per tra fra "
        "che non si suo sua suoi sue è sono era erano fu essere ha hanno come più molto questo questa quello quella quando "
        "dove se perché anche",
        hollow="che cosa cos quale quali come quando dove perché chi spiega definisci vantaggi svantaggi differenza differenze "
        "caratteristiche esempio esempi serve significa tipi parti cause conseguenze primo seconda secondo altro",
        kinds="cosa qualcosa programma metodo processo forma tipo persona oggetto",
        affirms="sì no vero falso giusto mai sempre certo è può",
        asks="che cosa quale quali come quando dove perché chi quanto quanti quante",
        leads="vedi leggi qui link articolo pagina video documentazione fonte fonti riassunto spiegazione buona buon sito libro capitolo",
        places="indirizzo sito pagina url link",
        pictures=r"\bfigura \d~\b(?:figura|immagine|grafico|schema) (?:sopra|sotto|a (?:destra|sinistra|fianco)|seguente)~\b(?:nella|dalla) (?:figura|foto)\b",
        tables=r"\btabella (?:sopra|sotto|seguente|\d)~\bnella tabella\b",
        numbers="due tre quattro cinque sei sette otto nove dieci undici dodici",
        counted=r"(?:\b(?:i|gli|le) {n} \w+)",
        back="questo questa esso essa",
        clitics=r"^(?:chi|quando|dove|come) (?:lo|la|li|le|l['’]) ?(?:ha |hanno )?\w+ ?\?*$",
    ),
    "ru": Tongue(
        small="и в во на с со к ко о об от до по за из у не ни но а или что как это этот эта эти того тот та те он она оно они "
        "его её их ему ей им для при без между под над же бы ли был была были быть есть так также только если когда где",
        hollow="симптомы осложнения риски лечение побочные эффекты что какой какая какие каков какова каковы как когда где почему зачем кто чем объясните определение "
        "преимущества недостатки отличие отличия различия разница пример примеры свойства функция функции нужен нужна "
        "значит означает работает виды типы части причины второй первый он она оно они его её их",
        kinds="вещь нечто программа метод способ процесс форма вид тип",
        affirms="да нет верно неверно правда ложь конечно никогда всегда может",
        asks="что какой какая какое какие каков как когда где почему зачем кто сколько чем который",
        leads="смотри см читай читайте подробнее здесь тут ссылка статья страница видео документация источник хорошее объяснение сайт книга глава",
        places="адрес сайт страница ссылка url",
        pictures=r"\bрис(?:\.|унок|унке|унка) ?\d~\bна (?:рисунке|схеме|картинке|диаграмме|графике|фото)\b~\b(?:рисунок|схема) (?:ниже|выше)",
        tables=r"\bтаблиц\w (?:ниже|выше|\d)~\bв таблице\b~\bсм\. таблицу",
        numbers="два/две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
        refers=r"(?:он|она|оно|они|его|её|их)\b|(?:как|зачем|почему|где|когда) (?:он|она|оно|они|это)\b",
        back="это этот эта он она",
        pronouns="него неё них нему ней нём ним ней он она оно они его её их ему ей",
        owners="его её их",
    ),
    "vi": Tongue(
        small="là của và các có được cho trong một những với không để khi này đó nào như người từ ở trên về đến ra vào",
        hollow="gì nào sao thế tại vì đâu ai nó chúng có là của ưu điểm nhược khác nhau đặc dùng để làm hoạt động ví dụ",
        affirms="có không đúng sai phải vâng dạ được",
        asks="gì nào sao đâu ai mấy bao nhiêu khi thế",
        leads="xem đọc thêm tại đây trang bài viết video tài liệu nguồn",
        places="địa chỉ trang web url liên kết",
        pictures=r"\bhình \d~\bhình (?:bên|dưới|trên|sau|vẽ)\b",
        tables=r"\bbảng (?:dưới|trên|sau|bên|\d)",
        numbers="hai ba bốn năm sáu bảy tám chín mười",
        back="này đó nó",
    ),
    "ko": Tongue(
        hollow="무엇 인가요 입니까 왜 어떻게 어떤 그것 그것은 이것 이것은 장점 단점 차이 특징 은 는 이 가 을 를 의 무엇인가요 무엇입니까 차이점 예 용도",
        affirms="네 예 아니요 아니오 아닙니다 맞습니다 그렇습니다 맞다 아니다 그렇다 틀립니다",
        asks="무엇 왜 어떻게 어떤 어디 언제 누구 몇 얼마 무슨",
        leads="참고 참조 보기 여기 링크 문서 글 영상 사이트 자세한 내용 설명 좋은",
        places="주소 사이트 홈페이지 url 링크",
        pictures=r"그림 ?\d~(?:아래|위|다음|옆|오른쪽|왼쪽)(?:의)? (?:그림|사진|도표|그래프)",
        tables=r"(?:아래|위|다음)(?:의)? 표~표 ?\d",
        refers=r"(?:그것|이것|그|이)(?:은|는|의)? ",
        back="이 그 이것 그것",
    ),
    "zh": Tongue(
        hollow="禁忌 症状 症狀 表现 表現 并发症 副作用 风险 風險 要求 注意事项 注意事項 适应症 病因 成因 疗法 治疗 措施 对策 后遗症 局限 不足 作者 观点 觀點 怎么样 怎麼樣 这样 這樣 那样 那樣 结论 結論 主旨 下列 以下 说法 說法 正确 正確 错误 錯誤 目的 场景 場景 流程 接下来 接下來 后来 後來 最后 最後 如今 请 請 简述 簡述 解释 解釋 说明 說明 谈谈 什么是 什么 什麽 什麼 甚麼 为什么 為什麼 为何 為何 为 為 何 如何 怎么办 怎么 怎麼 怎样 怎樣 "
        "哪些 哪个 哪個 哪几 哪幾 哪种 哪種 哪里 哪裡 哪 几 幾 多少 是否 能否 可以 需要 应该 具体 具體 主要 常见 常見 一般 通常 "
        "优缺点 優缺點 优点 優點 缺点 缺點 好处 好處 坏处 壞處 优势 優勢 劣势 特点 特點 特征 特徵 特性 性质 性質 作用 用途 用处 用處 功能 "
        "意义 意義 含义 含義 意思 定义 定義 概念 区别 區別 差别 差別 异同 異同 不同 联系 聯繫 关系 關係 原理 原因 后果 後果 影响 影響 结果 結果 "
        "例子 举例 舉例 种类 種類 类型 類型 分类 分類 组成 組成 部分 步骤 步驟 过程 過程 方法 方式 办法 辦法 条件 條件 问题 問題 情况 情況 应用 應用 "
        "使用 用 做 叫 称 稱 实现 實現 工作 发生 發生 产生 產生 存在 解决 解決 第一 第二 第三 第四 第 个 個 种 種 点 點 类 類 一 二 两 兩 三 "
        "它们 它們 他们 他們 它 他 她 其中 其 该 該 此 这些 這些 那些 这 這 那 前者 后者 後者 两者 兩者 二者 上述 以上 以下 之间 之間 "
        "有 是 的 了 吗 嗎 呢 吧 啊 和 与 與 及 或 在 于 於 会 會 能 要 可 又 还 還 也 都 就 那么 那麼 然后 然後 有何 时 時 时候 時候 对 對 从 從 分别 分別 各 都 里 出 来 被 把 中 上 下 用来 用來 干 幹 谁 誰",
        kinds="一种 一個 一个 一種 一类 东西 東西 事物 方法 技术 技術 过程 過程 程序 行为 行為 现象 現象 概念 结构 結構 函数 操作 工具 因为 因為 由于 由於 所以 需要 要 做 进行 進行 就是 即 是 指 指的是 的 了 用 来 來 用于 用來 用来 被 能 会 必须 应该 可以 叫 称为 叫做 把 对 "
        "本身 自己 所 地 得 和 与 在 为 為 这种 這種 有 起来 很 也 都",
        pronouns="它 它们 他 他们 她 她们 其 该 此 这 这个 这种 这些 这样 这么 这类 那个 那种 那些 那样 上述 前者 后者 两者 二者",
        affirms="是 是的 不是 对 對 对的 對的 不对 不對 错 錯 错误 錯誤 正确 正確 能 不能 可以 不可以 不行 行 会 會 不会 不會 有 没有 沒有 要 不要 不 否 "
        "需要 不需要 必须 不必 不一定 一定 当然 當然 肯定 没错 沒錯 属于 不属于 相同 不同 存在 不存在 成立 不成立 安全 不安全 稳定 不稳定 的 了 啊 吧 确实",
        asks="什么 什麽 什麼 甚麼 哪 谁 誰 几 幾 多少 如何 怎 为何 為何 何 多 简述 说明 解释 区别",
        leads="我 在 博客里 博客 写过 寫過 写 写的 看这个 这个 那个 人 有人 某人 有 上 讲 讲得 做 做了 整理 笔记 專欄 专栏 一文 帖子 公众号 教材 最 挺 比较 透彻 通俗 易懂 ok 不再 赘述 大佬 前辈 之前 以前 已经 已 过 完整 版 原文 转自 摘自 参考了 内 详情 詳情 参考资料 參考資料 参考文献 参考 參考 参见 參見 参看 详见 詳見 见 見 请看 看 可以 可 去 到 自己 自行 查阅 查一下 查 阅读 閱讀 读 这篇 這篇 这里 這裡 此处 此處 "
        "那里 链接 鏈接 連結 网址 網址 地址 来源 來源 出处 出處 官方文档 官方 文档 文檔 文章 博客 教程 视频 視頻 影片 百科 维基百科 知乎 官网 官網 网站 網站 "
        "书 書 讲得 讲的 讲解 解释 说明 写得 写的 很 非常 清楚 详细 詳細 不错 不錯 好 具体 具體 内容 內容 答案 解答 全部 完整 更多 相关 相關 介绍 介紹 "
        "总结 總結 即可 就 知道 了 吧 的 在 是 有 都 也 请 請 以及 和 里 中 上 点击 點擊 打开 第 章 节 节 页 一 个 篇 这个 大家 推荐 如下 以下 资料 資料",
        places="网址 網址 网站 網站 地址 链接 鏈接 連結 主页 主頁 网页 網頁 域名 官网 官網 仓库",
        pictures=r"(?:[上下左右]|以[上下]|[上下左右][面方侧側边邊]|下列|右边|旁边)的?[这那]?[张幅个]?(?:\w{0,4}[图圖](?![书書像形案纸紙])|照片|图片|圖片|示意|电路|電路|流程|短文|材料|截图|曲线|代码|程序|例子)~见[上下左右]?[面方侧边]?的?\w{0,4}图(?![书像形案纸])~箭头(?:所指|指向|所示|标)~(?:阴影|標記|标记|标红|涂色|划线|畫線)(?:的)?部分~(?:曲线|直线|线段|坐标轴|图像|折线|数轴)上的?[A-Z甲乙丙]点?~[A-Z①②③甲乙]处(?:是|为|表示|的)~图示~(?:如|见|見|参见|参看|参考|由|从|根据)?(?:下|上|左|右|附|该|此)图(?![书画像形案纸片灵腾标库谱钉])(?:所示|中|可|给|是|的|为|表|，|,|。|$)?~"
        r"由图(?:可|中)|(?<![不假比])如图(?![书画像形案纸片灵腾标])|(?:如|见|見|参见|參見|參看)(?:下|上|左|右|附)?[图圖](?![书書画畫像形案纸紙片灵腾标]) ?\d*~如图所示~[下上左右附]圖(?![書畫像形案紙片靈騰標])~(?<![地示插版蓝])[图圖] ?\d+(?:[-–.．]\d+)?(?=所示|中|里|给|是|的|，|。|$)~图中(?:的|箭头|所|标|第|[A-Z①-⑳甲乙丙])~(?:图片|示意图|照片|截图)(?:所示|如下|见下|中的)",
        tables=r"[下上左右][面方列]的?(?:表格|列表)|如?(?:表格|列表)(?:所示|如下|中的)~数据(?:见|列在|如)~[见見如][下上右左]?表(?![面达達示现現明决決])(?=[。，：:,. ]|所示|$)~[下上右左附]表(?![面达示现明决])(?=所|中|列|给|是|为|总|[。，：:,. ]|$)~如表 ?\d~表 ?\d+(?:[-–.]\d+)?(?=所示|中|列)",
        numbers="二/两/兩 三 四 五 六 七 八 九 十 十一 十二",
        counted=r"(?:的{n}(?:个|個|大|种|種|条|條|层|層|步|项|項)\w{0,5}(?:是什么|是什麼|有哪些|是哪些|包括|分别|分別|各是)|(?:哪|有哪|以下|下列|如下|分为|分為|写出|列出|有|分成|包括){n}(?:大)?(?:个|個|种|種|类|類|样|樣|点|點|项|項|条|條|步|阶段|階段|部分|方面|要素|特征|特性|层|層|级|級|种|宝|性质|定律|原则|组成部分))",
        refers=r"(?:那么?，?|那麼，?|所以，?|另外，?)?(?:它们|它們|它|其(?![他实實中余餘次它])|该(?!如何|怎|不该|做)|該(?!如何|怎)|此(?!外|时)|前者|后者|後者|上述|这(?!里|样|句|个字|首|是)|這(?!裡|樣|句|個字|首|是)|两者|兩者|二者|他们|她|他(?!汀))",
        back="这 這 该 該 此 它 其",
        hedges="完全 绝对 絕對 一定 当然 當然 确实 確實 其实 其實 基本 通常 一般 往往 大多 目前 可能 根本 并 並 也 都 会的 很 非常 并不 而 已经 已經 仍然 还 還 只 的话 它 它们 他们 这 可以的",
    ),
    "ja": Tongue(
        hollow="何ですか 何でしょうか とは なぜですか なぜ どのような どう どこ いつ 誰 どれ それぞれ それ これ あれ その この の は が を に で と も か ですか ますか です ます "
        "か。 利点 欠点 長所 短所 違い 特徴 役割 例 意味 定義 理由 原因 目的 種類 説明してください 説明 挙げ て ください 何 教えて あります あり",
        kinds="こと もの である です だ の は が を に で と とは する した している される なる という ため から ので 方法 過程 もつ",
        affirms="はい いいえ そうです ちがいます 違います いえ ええ 正しい 正しいです 誤り できます できません です ではありません そう ありません あります",
        asks="何 なに なぜ どの どこ いつ 誰 だれ どれ いくつ いくら どう とは どんな",
        leads="分かりやすい わかりやすい まとめ まとまって います いる 紹介 とても が も ので 読んで 参照 参考 詳しくは こちら ここ 見て して ください を を見る リンク 記事 ページ 動画 文書 公式 ドキュメント サイト 出典 説明 解説 が は に の で あります ある 良い よい",
        places="アドレス サイト url リンク ホームページ ページ",
        pictures=r"[上下左右](?:の|側の|記の)(?:図|写真|画像|グラフ|地図|回路)~矢印(?:が|の)(?:指|示|部)~(?:図|写真|画像)のように~[下上左右次]図~(?:下|上|左|右|次|以下|上記|下記)の(?:図|写真|グラフ)~図 ?\d+(?:[-–.]\d+)?(?=の|に|で|を|は|参照)~図中の",
        tables=r"[下次上]表(?![面現])~(?:下|上|次|以下|下記)の表(?![面現])~表 ?\d+(?=の|に|で|を|は|参照)",
        numbers="二/2つの 三/三つの 四/四つの 五 六 七 八 九 十 十一 十二",
        counted=r"(?:{n}(?:つ|個|種類|段階|大))",
        refers=r"(?:それ|これ|その|この|それら|これら)(?:は|の|ら)?",
        back="これ それ この その",
    ),
}
SPACELESS = ("zh", "ja")


@cache
def words(field: str, language: str) -> frozenset[str]:
    """The words of one field of a language; none where the language has no row."""
    tongue = TONGUES.get(language)
    return frozenset(str(getattr(tongue, field)).split()) if tongue else frozenset()


@cache
def pattern(field: str, *languages: str) -> re.Pattern[str]:
    """Every expression of a field, of the languages named or of all; longer ones first."""
    rows = [TONGUES[one] for one in languages or TONGUES]
    said = [part for row in rows for part in str(getattr(row, field)).split("~") if part]
    return re.compile("|".join(said) or "(?!)", re.I)


@cache
def pieces(field: str, language: str) -> re.Pattern[str]:
    """The words of a field of a language without spaces, wherever they stand."""
    return re.compile(
        "|".join(re.escape(one) for one in sorted(words(field, language), key=len, reverse=True)) or "(?!)"
    )
