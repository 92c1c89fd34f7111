"""Words by what they do in a question, one row a language. Other modules make their tables from these rows.

What is in no row is a content word. Words of scripts without spaces are found in running text, the longest first.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One language's words, each list separated by spaces.

    `function`: may come and go without another question being asked. `asks`: kind of what is asked for -> the words
    that ask for it; `thing` asks for anything. `generic`: content words that say nothing by themselves. `opposites`:
    groups a/b of which one replaces the other only in another question. `numbers`: in order, from nought, spellings
    of one number joined by `=`. `endings`: of inflection, which never make another word.
    """

    function: str
    asks: dict[str, str]
    generic: str
    negations: str
    opposites: str
    numbers: str = ""
    units: str = ""
    endings: str = ""
    synonyms: str = ""  # words of one meaning in a question, joined by `=`
    short: str = ""  # whole answers that many questions have: yes, no
    nouns_are_capitalised: bool = False


LANGUAGES: dict[str, Language] = {
    "en": Language(
        function=(
            "a an the is are was were be been being am do does did done has have had having can could should would will "
            "shall may might must of to for at by as and or that this these those it its they their them there he she "
            "his her him you your we our us i me my one ones s t d ll re ve m what's it's that's so then than also just "
            "please explain describe define discuss state tell say briefly short shortly brief words own word give name "
            "list mention outline summarize summarise mean means meant meaning called known refer refers referred about "
            "any some such very really actually exactly generally typically usually commonly basically simply e.g eg "
            "i.e ie etc vs versus concept term notion idea understand understood know think get used use using "
            "in on with let's lets own people person someone anyone anybody still even now today term terms detail details little bit quite "
            "main kind kinds sort type types whether if because since while during when's how's there's actual current currently"
        ),
        asks={
            "thing": "what which explain describe define whats",
            "person": "who whom whose",
            "time": "when year date century",
            "place": "where",
            "reason": "why reason reasons",
            "manner": "how",
            "quantity": "many much",
        },
        generic=(
            "true false correct incorrect right wrong following statement statements option options answer answers "
            "question questions output result results code snippet program print prints printed log logged console "
            "choose select pick best example examples happen happens line lines above below here show shown shows "
            "advantage advantages disadvantage disadvantages pros cons definition overview introduction summary usage "
            "syntax purpose note notes exercise problem task quiz case cases"
        ),
        negations="not no never neither nor without cannot can't don't doesn't isn't aren't won't wasn't weren't didn't except none nothing non",
        opposites=(
            "true/false correct/incorrect right/wrong right/left first/last first/second first/third second/third min/max "
            "minimum/maximum minimal/maximal minimize/maximize minimise/maximise smallest/largest smallest/biggest "
            "lowest/highest shortest/longest fewest/most least/most less/more fewer/more few/many small/large "
            "small/big little/big low/high short/long short/tall old/new older/newer old/young early/late earlier/later "
            "earliest/latest before/after above/below over/under up/down upper/lower inner/outer inside/outside in/out "
            "internal/external interior/exterior inbound/outbound input/output import/export upload/download "
            "push/pull pull/fetch push/pop add/remove add/subtract insert/delete create/destroy create/delete open/close opened/closed "
            "start/stop start/end begin/end enable/disable lock/unlock encode/decode encrypt/decrypt compress/decompress "
            "serialize/deserialize mount/unmount attach/detach connect/disconnect install/uninstall commit/revert "
            "rebase/reset rebase/merge merge/split union/intersection "
            "increase/decrease increasing/decreasing increases/decreases grow/shrink rise/fall gain/loss win/lose won/lost profit/loss "
            "positive/negative plus/minus even/odd static/dynamic synchronous/asynchronous sync/async mutable/immutable "
            "public/private public/protected private/protected local/global local/remote global/nonlocal active/passive "
            "direct/indirect explicit/implicit strong/weak hard/soft hot/cold warm/cool wet/dry light/dark light/heavy "
            "day/night north/south east/west northern/southern eastern/western male/female man/woman men/women "
            "king/queen mother/father son/daughter boy/girl husband/wife father/son mother/daughter uncle/aunt "
            "parent/child ancestor/descendant buyer/seller sender/receiver server/client master/slave "
            "advantage/disadvantage advantages/disadvantages pro/con pros/cons benefit/drawback benefits/drawbacks "
            "cause/effect causes/effects cause/consequence symptom/cause symptoms/causes symptoms/treatment cause/treatment "
            "similarity/difference similarities/differences like/unlike same/different "
            "horizontal/vertical row/column rows/columns width/height length/width area/volume area/perimeter "
            "radius/diameter numerator/denominator sine/cosine sin/cos mean/median mean/mode median/mode mean/variance "
            "linear/nonlinear linear/quadratic discrete/continuous supervised/unsupervised "
            "convex/concave concave/convex absolute/relative primary/secondary major/minor singular/plural "
            "acid/base acidic/alkaline acidic/basic solid/liquid liquid/gas solid/gas freeze/melt freezing/boiling freezing/melting "
            "melting/boiling boil/freeze boils/freezes melts/freezes melts/boils evaporation/condensation oxidation/reduction anode/cathode proton/electron proton/neutron "
            "neutron/electron cation/anion endothermic/exothermic aerobic/anaerobic arteries/veins artery/vein "
            "mitosis/meiosis dna/rna systolic/diastolic afferent/efferent proximal/distal anterior/posterior superior/inferior "
            "abduction/adduction flexion/extension hyper/hypo stack/queue tcp/udp get/post read/write reader/writer "
            "import/require let/const var/let left/inner left/outer inner/outer left/full right/full "
            "precision/recall encoder/decoder training/test training/inference bias/variance generator/discriminator "
            "supply/demand assets/liabilities debit/credit buy/sell bought/sold import/export dear/cheap cheap/expensive "
            "rich/poor strongest/weakest fastest/slowest fast/slow faster/slower hottest/coldest oldest/youngest oldest/newest nearest/farthest "
            "deepest/shallowest deep/shallow heaviest/lightest best/worst better/worse good/bad alive/dead birth/death born/die born/died "
            "founder/author subject/object subject/predicate noun/verb active/passive past/present past/future present/future "
            "teacher/student question/answer arrive/leave arrival/departure appear/disappear accept/reject allow/forbid "
            "admit/deny agree/disagree ascending/descending ascend/descend attack/defend clockwise/counterclockwise clockwise/anticlockwise "
            "begin/finish entrance/exit enter/exit full/empty front/back top/bottom head/tail visible/invisible "
            "with/without within/without whole/part win/draw guilty/innocent"
        ),
        numbers=(
            "zero=nought one two=twice three=thrice four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty"
        ),
        units=(
            "kg g mg km m cm mm nm l ml s ms min h hz khz mhz ghz w kw mw v kv a ma pa kpa bar n j kj cal kcal k mol "
            "bit bits byte bytes kb mb gb tb kib mib gib second seconds minute minutes hour hours day days week weeks "
            "month months year years century centuries metre metres meter meters kilometre kilometres kilometer "
            "kilometers mile miles foot feet inch inches litre litres liter liters gram grams kilogram kilograms pound "
            "pounds ounce ounces degree degrees celsius fahrenheit kelvin volt volts ampere amperes watt watts ohm ohms "
            "newton newtons joule joules pascal pascals hertz percent dollar dollars euro euros cent cents"
        ),
        endings="'s s es ed d ing ings ies y ied e er's",
        synonyms="advantage=benefit=strength=upside=merit disadvantage=drawback=downside=weakness=limitation=shortcoming=demerit role=function=purpose=task=job=duty=aim=goal=objective=point reason=cause kind=type=sort=variety way=method=approach=technique=manner=means procedure=process distinguish=differ=difference=distinction=differentiate=contrast happen=occur start=begin=commence stop=end=finish find=locate=determine=compute=calculate=work=obtain make=produce=create=build=form show=display=indicate=tell=reveal big=large=great=huge small=little=tiny need=require=necessary=needed important=significant=essential=key=main=major=principal=chief=primary fast=quick=rapid avoid=prevent solve=fix=resolve=tackle=overcome improve=enhance=boost help=aid=assist consist=comprise=contain=include component=part=element=constituent feature=characteristic=property=trait=attribute=quality step=stage=phase example=instance picture=image=photo frequent=common=often city=town country=nation=state picture=image people=persons author=writer=written=write=wrote discover=found invented=devised=developed denote=stand=represent=signify=symbolise=symbolize illness=disease=sickness sign=symptom drug=medicine=medication physician=doctor car=automobile movie=film hypothesis=assumption error=mistake gap=space choose=pick=select=opt",
        short="yes no true false correct incorrect right wrong none both all neither a b c d e f t n y ok",
    ),
    "zh": Language(
        function=(
            "的 了 是 在 吗 呢 吧 啊 和 与 及 以及 或 或者 还是 有 也 都 就 请 请问 试 试述 简述 解释 介绍 简单 简要 一下 说说 说 谈谈 谈 "
            "讲讲 讲 描述 阐述 说明 论述 概述 列举 给出 举例 举例说明 你 我 我们 你们 它 它们 他 她 这 那 这个 那个 这些 那些 一个 一种 "
            "一些 个 种 其 之 之间 对 对于 关于 使用 可以 能够 应该 应当 需要 进行 中的 里面 所 "
            "所谓 指 指的 意思 含义 概念 定义 理解 了解 知道 认为 看法 看待 什么样 具体 主要 通常 一般 常见 常用 到底 究竟 能否 可否 能不能 麻烦 请你 请您 您 告诉我 用自己的话 简要地 "
            "并且 时 时候 情况 情况下 方面 么 呀 嘛 过程中 请简述 请解释 请说明 请介绍 于"
        ),
        asks={
            "thing": "什么 何 何为 何谓 哪 哪个 哪些 哪种 哪几种 哪几个 啥 是什么",
            "person": "谁",
            "time": "何时 什么时候 哪年 哪一年",
            "place": "哪里 哪儿 何处 什么地方",
            "reason": "为什么 为何 为啥 原因 缘由",
            "manner": "如何 怎么 怎样 怎么样 怎 怎么办",
            "quantity": "多少 几 几个 几种 多大 多高 多长 多久",
        },
        generic=(
            "正确 错误 下列 以下 说法 选项 答案 问题 题目 题 输出 结果 代码 程序 上述 下面 上面 判断 选择 对错 "
            "优点 缺点 优缺点 特点 作用 用途 应用 场景 应用场景 原理 步骤 方法 总结 小结 练习 思考题 例子 示例"
        ),
        negations="不 没 没有 非 无 未 否 不是 不能 不会 不可 勿 莫 除了 不属于 不正确",
        opposites=(
            "正确/错误 对/错 真/假 最大/最小 最多/最少 最高/最低 最长/最短 最早/最晚 最好/最差 最优/最差 大/小 多/少 高/低 长/短 早/晚 "
            "快/慢 新/旧 老/少 上/下 左/右 前/后 内/外 里/外 东/西 南/北 东方/西方 北方/南方 男/女 父/子 父/母 始/终 开始/结束 开/关 打开/关闭 "
            "正/负 正/反 奇/偶 增加/减少 增大/减小 增/减 上升/下降 递增/递减 升/降 加/减 乘/除 加法/减法 乘法/除法 输入/输出 进/出 进口/出口 导入/导出 上传/下载 "
            "优点/缺点 优势/劣势 优/劣 利/弊 好处/坏处 有/无 有监督/无监督 监督/无监督 线性/非线性 静态/动态 同步/异步 公有/私有 局部/全局 "
            "全局/局部 主动/被动 直接/间接 显式/隐式 强/弱 冷/热 干/湿 轻/重 昼/夜 凸/凹 过/欠 过拟合/欠拟合 消失/爆炸 最大池化/平均池化 最大/平均 "
            "前向/反向 正向/反向 正向/逆向 编码/解码 编码器/解码器 加密/解密 压缩/解压 训练/测试 训练/推理 生成/判别 精确率/召回率 "
            "查准率/查全率 偏差/方差 均值/方差 分类/回归 水平/垂直 横/竖 横/纵 行/列 宽/高 首/尾 头/尾 队列/栈 入栈/出栈 入队/出队 插入/删除 "
            "增/删 生/死 生/卒 出生/逝世 氧化/还原 吸热/放热 阴极/阳极 阴/阳 正极/负极 动脉/静脉 酸/碱 阳离子/阴离子 质子/电子 质子/中子 原核/真核 "
            "有丝/减数 古代/现代 原因/结果 原因/影响 条件/结论 充分/必要 主语/宾语 主语/谓语 单数/复数 第一/第二 第二/第三 第一/第三 上册/下册 "
            "面积/周长 面积/体积 半径/直径 正弦/余弦 分子/分母 奇数/偶数 质数/合数 长江/黄河 买/卖 供给/需求 收入/支出 资产/负债 借/贷 "
            "浅/深 深/浅 软/硬 单/双 单/多 一/多 远/近 异/同 相同/不同 相似/不同 批量/随机 过去/将来 过去/现在 升序/降序 左连接/右连接 左连接/内连接 外/内"
        ),
        numbers="零=〇 一=壹 二=两=贰 三=叁 四 五 六 七 八 九 十 百 千 万 亿",
        units=(
            "米 千米 公里 厘米 毫米 克 千克 公斤 斤 吨 秒 毫秒 分钟 小时 天 周 月 年 世纪 元 美元 度 摄氏度 升 毫升 瓦 伏 安 欧 赫兹 字节 比特 "
            "平方米 立方米"
        ),
        synonyms="优点=优势=好处=长处=益处 缺点=劣势=不足=坏处=短处=弊端=缺陷 作用=功能=用途=用处=功用=目的=职能=任务 区别=差别=差异=不同=不同点=不同之处 方法=办法=方式=手段=途径=措施 原因=理由=缘故 种类=类型=类别 特点=特征=特性=性质 步骤=流程=过程=阶段 影响=作用 含义=意义 组成=构成=包括=包含=由来 解决=处理=应对=克服 避免=防止=预防=防范 提高=提升=改善=改进=增强 使用=运用=采用=利用 通常=一般 重要=关键=核心=主要 联系=关系=关联 必须=需要=必要=一定 叫=称为=称=称作=叫做=叫作=名为 位于=在于=坐落 首都=都城 作者=写=著 发明=发现 图片=图像 计算=求=算 进行=做=开展 出现=产生=发生 原理=机制=机理 疾病=病 症状=表现 目标=目的 之前=以前 之后=以后 导致=引起=造成",
        short="是 否 对 错 正确 错误 有 没有 会 不会 能 不能 可以 不可以 不是 真 假 √ × ✓ ✗",
    ),
    "ja": Language(
        function=(
            "とは です ます ました でした ですか ますか でしょうか か は が を に で と も の へ から まで より や など という について "
            "ください 説明 説明して 述べ 述べよ 答え 教えて こと もの これ それ あれ この その あの する した して される された "
            "ある いる なる できる れる られる せる"
        ),
        asks={
            "thing": "何 なに なん どれ どの どんな どのような",
            "person": "誰 だれ",
            "time": "いつ 何年",
            "place": "どこ",
            "reason": "なぜ どうして 理由",
            "manner": "どう どのように どうやって",
            "quantity": "いくつ いくら どのくらい 何個 何人",
        },
        generic="正しい 誤り 間違い 次の 以下 選択肢 問題 結果 出力 例 利点 欠点 特徴 長所 短所",
        negations="ない なく ません ず 不 非 無 未",
        opposites=(
            "最大/最小 最高/最低 最長/最短 最多/最少 利点/欠点 長所/短所 入力/出力 前/後 左/右 上/下 内/外 増加/減少 正/負 開始/終了 "
            "原因/結果 静的/動的 同期/非同期 可変/不変 公開/秘密 東/西 南/北 大きい/小さい 高い/低い 多い/少ない 早い/遅い 新しい/古い 昼/夜 "
            "過学習/未学習 教師あり/教師なし 順/逆 動脈/静脈 酸化/還元 陽/陰 奇数/偶数 父/母 男/女 王/女王"
        ),
        synonyms="利点=長所=メリット=強み 欠点=短所=デメリット=弱点 役割=機能=働き=目的=用途 違い=差=相違=区別 方法=やり方=手段=手法 原因=理由=要因 種類=タイプ 特徴=特性=特色=性質 手順=ステップ=段階 使う=用いる=利用=使用 主な=おもな=主要 必要=要る 意味=意義 構成=成る 例=例え 起こる=発生=生じる 防ぐ=避ける=防止 首都=都",
        short="はい いいえ 正しい 誤り ○ ×",
    ),
    "ko": Language(
        function=(
            "은 는 이 가 을 를 의 에 에서 와 과 도 로 으로 이란 란 무엇인가 입니까 인가요 인가 이다 다 설명하시오 설명하라 서술하시오 "
            "말하시오 대해 대하여 있는 있다 하는 한다 된다 되는 수 것 그 이것 있나요 하나요 되나요 합니까 됩니까 입니다 까요"
        ),
        asks={
            "thing": "무엇 무엇인가요 무엇입니까 무슨 어떤 어느 뭐",
            "person": "누구 누가 누구인가요",
            "time": "언제 언제인가요",
            "place": "어디 어디인가요 어디에",
            "reason": "왜 이유",
            "manner": "어떻게",
            "quantity": "몇 얼마 얼마나",
        },
        generic="다음 중 옳은 것은 틀린 보기 문제 정답 결과 출력 예시 장점 단점 특징",
        negations="안 않는 않은 못 없는 없다 아닌 아니다 비",
        opposites="최대/최소 최고/최저 장점/단점 입력/출력 왼쪽/오른쪽 위/아래 앞/뒤 안/밖 증가/감소 동기/비동기 정적/동적 시작/끝 원인/결과 가장큰/가장작은 큰/작은 높은/낮은 많은/적은 남쪽/북쪽 동쪽/서쪽",
        endings="은 는 이 가 을 를 의 에 에서 와 과 도 로 으로 란 이란",
        synonyms="장점=이점=강점 단점=약점 역할=기능=목적 차이=차이점=다른점=구별 방법=방식=수단 원인=이유 종류=유형 특징=특성=성질 단계=절차 사용=이용=활용",
        short="예 아니오 네 아니요 참 거짓 맞다 틀리다",
    ),
    "de": Language(
        function=(
            "der die das den dem des ein eine einen einem einer eines ist sind war waren sein wird werden wurde wurden "
            "hat haben hatte hatten kann können könnte soll sollte muss müssen darf dürfen und oder von vom zu zum zur "
            "im in an am auf für mit bei beim als es sie er ihr ihre ihren ihrem seine seinen man sich dies diese dieser "
            "dieses diesem diesen so auch denn eigentlich genau bitte erkläre erklären erläutere erläutern beschreibe "
            "beschreiben nenne nennen definiere definieren nennt heißt heißen bezeichnet versteht verstehen bedeutet bedeuten "
            "unter wie gibt kurz begriff dass aus um durch du wir uns mir ihm ihn könnten sagen sag kurz worten wort"
        ),
        asks={
            "thing": "was welche welcher welches welchen welchem woraus worin womit",
            "person": "wer wen wem wessen",
            "time": "wann jahr",
            "place": "wo woher wohin",
            "reason": "warum weshalb wieso grund gründe wozu",
            "manner": "wie",
            "quantity": "wieviel wieviele viele viel",
        },
        generic="richtig falsch wahr folgende folgenden aussage aussagen antwort antworten frage fragen ausgabe ergebnis code beispiel vorteile nachteile vorteil nachteil aufgabe",
        negations="nicht kein keine keinen keinem keiner keines nie niemals ohne weder noch außer un",
        opposites=(
            "richtig/falsch wahr/falsch größte/kleinste größter/kleinster größten/kleinsten höchste/niedrigste höchste/tiefste "
            "längste/kürzeste meisten/wenigsten mehr/weniger groß/klein hoch/niedrig hoch/tief lang/kurz alt/neu alt/jung früh/spät vor/nach über/unter "
            "links/rechts linke/rechte oben/unten innen/außen vorne/hinten erste/letzte erste/zweite zweite/dritte erster/zweiter "
            "erste/dritte ersten/zweiten zweiten/dritten ersten/letzten vorteil/nachteil vorteile/nachteile ursache/wirkung ursachen/folgen anfang/ende "
            "positiv/negativ gerade/ungerade statisch/dynamisch synchron/asynchron öffentlich/privat lokal/global aktiv/passiv "
            "direkt/indirekt stark/schwach warm/kalt heiß/kalt tag/nacht nord/süd ost/west norden/süden osten/westen mann/frau vater/mutter sohn/tochter "
            "könig/königin kaufen/verkaufen öffnen/schließen beginnt/endet eingabe/ausgabe import/export angebot/nachfrage "
            "soll/haben aktiva/passiva mit/ohne arterien/venen dativ/akkusativ nominativ/akkusativ nominativ/dativ genitiv/dativ "
            "singular/plural geboren/gestorben geburt/tod zunahme/abnahme steigt/fällt steigen/fallen schmelzen/gefrieren oxidation/reduktion säure/base stärkste/schwächste schnellste/langsamste älteste/jüngste"
        ),
        numbers="null eins=ein=eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        units="sekunde sekunden minute minuten stunde stunden tag tage woche wochen monat monate jahr jahre meter kilometer zentimeter gramm kilogramm liter grad prozent",
        endings="e en er es em n s st",
        synonyms="vorteil=vorzug=nutzen=stärke=pluspunkt nachteil=schwäche=minuspunkt rolle=funktion=aufgabe=zweck=ziel=sinn unterschied=unterscheid=differenz=abgrenzung art=typ=sorte weise=methode=verfahren=ansatz=technik grund=ursache eigenschaft=merkmal=kennzeichen schritt=phase=stufe bestandteil=teil=komponente=element folge=auswirkung=wirkung=konsequenz=effekt beginnen=anfangen=starten enden=aufhören finden=bestimmen=ermitteln=berechnen vermeiden=verhindern=vorbeugen verbessern=steigern=erhöhen brauchen=benötigen=erfordern wichtig=bedeutend=wesentlich=zentral=haupt nutzen=verwenden=einsetzen=benutzen=gebrauchen häufig=oft bestehen=enthalten=umfassen schnell=rasch arzt=ärztin=mediziner krankheit=erkrankung=leiden auto=wagen foto=bild",
        short="ja nein wahr falsch richtig stimmt keine",
        nouns_are_capitalised=True,
    ),
    "fr": Language(
        function=(
            "le la les l un une des du de d en et ou à au aux est sont était étaient être a ont avait peut peuvent doit ce cet "
            "cette ces c se s on il elle ils elles son sa ses leur leurs qu que qui y par pour sur dans avec t t-il n "
            "expliquez expliquer décrivez décrire définissez définir donnez donner citez nommez appelle appelle-t-on signifie "
            "entend entend-on quoi dire bref j m nous vous je comme fut furent pourriez pouvez pourrait quelques mots mot dites svp s'il plaît donc"
        ),
        asks={
            "thing": "quel quelle quels quelles qu'est-ce quoi lequel laquelle que",
            "person": "qui",
            "time": "quand année",
            "place": "où",
            "reason": "pourquoi raison raisons",
            "manner": "comment",
            "quantity": "combien",
        },
        generic="vrai faux correct suivant suivante suivants suivantes affirmation réponse question sortie résultat code exemple avantages inconvénients",
        negations="pas ne non jamais sans aucun aucune ni sauf",
        opposites=(
            "vrai/faux grand/petit grande/petite haut/bas haute/basse long/court longue/courte plus/moins premier/dernier première/dernière premier/second "
            "première/deuxième deuxième/troisième avant/après gauche/droite dessus/dessous intérieur/extérieur avantage/inconvénient avantages/inconvénients cause/conséquence "
            "causes/conséquences début/fin positif/négatif pair/impair statique/dynamique public/privé local/global actif/passif chaud/froid "
            "jour/nuit nord/sud est/ouest homme/femme père/mère fils/fille roi/reine acheter/vendre ouvrir/fermer entrée/sortie masculin/féminin singulier/pluriel "
            "maximum/minimum meilleur/pire jeune/vieux nouveau/ancien avec/sans naissance/mort né/mort augmenter/diminuer vite/lent artère/veine addition/soustraction"
        ),
        numbers="zéro un=une deux trois quatre cinq six sept huit neuf dix onze douze",
        units="seconde secondes minute minutes heure heures jour jours semaine semaines mois an ans mètre mètres kilomètre kilomètres gramme grammes kilogramme litre litres degré degrés",
        endings="s es e x aux al ent er é és ée ées",
        synonyms="avantage=bénéfice=atout=intérêt inconvénient=désavantage=défaut=limite rôle=fonction=but=objectif=utilité=tâche=mission différence=distinction=distingue=diffère type=sorte=genre=espèce méthode=façon=manière=moyen=technique=procédé cause=raison=motif caractéristique=propriété=trait étape=phase composant=partie=élément conséquence=effet=résultat commencer=débuter finir=terminer trouver=déterminer=calculer éviter=empêcher=prévenir améliorer=augmenter besoin=nécessaire=faut important=essentiel=principal=majeur utiliser=employer=servir contient=comprend=compose=constitué fréquent=courant maladie=affection=pathologie médecin=docteur ville=cité voiture=auto",
        short="oui non vrai faux",
    ),
    "es": Language(
        function=(
            "el la los las un una unos unas de del en y e o u a al es son era eran ser está están estar ha han había puede pueden debe lo "
            "le les se su sus que por para con como este esta estos estas ese esa eso esto hay explica explique explicar describe describa "
            "define defina menciona nombra llama llaman llamado llamada significa entiende tiene tienen sirve tu te me nos fue fueron podría podrías puedes decir decirme favor breve brevemente palabras"
        ),
        asks={
            "thing": "qué cuál cuáles que",
            "person": "quién quiénes",
            "time": "cuándo año",
            "place": "dónde adónde",
            "reason": "razón razones porqué",
            "manner": "cómo",
            "quantity": "cuánto cuánta cuántos cuántas",
        },
        generic="verdadero falso correcto correcta siguiente siguientes afirmación respuesta pregunta salida resultado código ejemplo ventajas desventajas",
        negations="no nunca sin ningún ninguna ni jamás excepto",
        opposites=(
            "verdadero/falso grande/pequeño mayor/menor más/menos alto/bajo alta/baja largo/corto larga/corta primero/último primera/última primer/segundo primero/segundo "
            "primera/segunda segunda/tercera segundo/tercero antes/después izquierda/derecha arriba/abajo dentro/fuera interior/exterior ventaja/desventaja ventajas/desventajas "
            "ventajas/inconvenientes causa/efecto causas/consecuencias inicio/fin principio/fin positivo/negativo par/impar estático/dinámico público/privado local/global activo/pasivo "
            "caliente/frío día/noche norte/sur este/oeste hombre/mujer padre/madre hijo/hija rey/reina comprar/vender abrir/cerrar entrada/salida máximo/mínimo "
            "mejor/peor joven/viejo nuevo/viejo nuevo/antiguo con/sin nacimiento/muerte nació/murió aumentar/disminuir masculino/femenino singular/plural rápido/lento suma/resta ser/estar por/para"
        ),
        numbers="cero uno=un=una dos tres cuatro cinco seis siete ocho nueve diez once doce",
        units="segundo segundos minuto minutos hora horas día días semana semanas mes meses año años metro metros kilómetro kilómetros gramo gramos kilogramo litro litros grado grados",
        endings="s es a o as os e",
        synonyms="ventaja=beneficio=provecho desventaja=inconveniente=defecto=limitación papel=función=rol=propósito=objetivo=finalidad=utilidad diferencia=distinción=distingue=diferencian=diferencia tipo=clase=género método=forma=manera=modo=técnica=vía=procedimiento causa=razón=motivo característica=propiedad=rasgo paso=etapa=fase componente=parte=elemento consecuencia=efecto=resultado comenzar=empezar=iniciar acabar=terminar encontrar=hallar=determinar=calcular evitar=prevenir=impedir mejorar=aumentar necesita=requiere=precisa importante=esencial=principal=clave=fundamental usar=utilizar=emplear contiene=comprende=compone=forman enfermedad=dolencia=afección médico=doctor coche=auto=carro escribir=escribió=autor",
        short="sí si no verdadero falso",
    ),
    "pt": Language(
        function=(
            "o a os as um uma uns umas de do da dos das em no na nos nas e ou é são era eram ser está estão pode podem deve que se "
            "por para com como este esta esse essa isso isto há seu sua seus suas explique descreva defina cite chama significa entende tem têm serve ao à lhe foi foram poderia pode dizer favor"
        ),
        asks={
            "thing": "qual quais que quê",
            "person": "quem",
            "time": "quando ano",
            "place": "onde",
            "reason": "razão porquê",
            "manner": "como",
            "quantity": "quanto quantos quanta quantas",
        },
        generic="verdadeiro falso correto correta seguinte seguintes afirmação resposta pergunta saída resultado código exemplo vantagens desvantagens",
        negations="não nunca sem nenhum nenhuma nem exceto",
        opposites=(
            "verdadeiro/falso grande/pequeno maior/menor mais/menos alto/baixo alta/baixa longo/curto primeiro/último primeira/última primeiro/segundo primeira/segunda segunda/terceira "
            "antes/depois esquerda/direita cima/baixo dentro/fora vantagem/desvantagem vantagens/desvantagens causa/efeito causas/consequências início/fim positivo/negativo par/ímpar "
            "estático/dinâmico público/privado local/global ativo/passivo quente/frio dia/noite norte/sul leste/oeste homem/mulher pai/mãe filho/filha rei/rainha comprar/vender abrir/fechar "
            "entrada/saída máximo/mínimo melhor/pior novo/velho com/sem nascimento/morte nasceu/morreu aumentar/diminuir rápido/lento"
        ),
        numbers="zero um=uma dois=duas três quatro cinco seis sete oito nove dez",
        units="segundo segundos minuto minutos hora horas dia dias semana semanas mês meses ano anos metro metros quilômetro quilômetros grama gramas litro litros grau graus",
        endings="s es a o as os e",
        synonyms="vantagem=benefício desvantagem=inconveniente papel=função=propósito=objetivo=finalidade diferença=distinção tipo=classe=gênero método=forma=maneira=modo=técnica causa=razão=motivo característica=propriedade=traço passo=etapa=fase componente=parte=elemento consequência=efeito=resultado começar=iniciar terminar=acabar evitar=prevenir melhorar=aumentar importante=essencial=principal usar=utilizar=empregar doença=enfermidade médico=doutor carro=automóvel",
        short="sim não verdadeiro falso",
    ),
    "it": Language(
        function=(
            "il lo la i gli le l un uno una di del della dei degli delle dello dell in nel nella nei e ed o è sono era erano essere può possono deve "
            "che si per con come questo questa questi queste c'è ci suo sua suoi sue spiega spiegare descrivi descrivere definisci definire elenca chiama chiamano significa intende ha hanno al alla da dal dalla su fu furono potresti potrebbe dire favore"
        ),
        asks={
            "thing": "cosa quale quali che cos'è qual",
            "person": "chi",
            "time": "quando anno",
            "place": "dove",
            "reason": "perché motivo ragione",
            "manner": "come",
            "quantity": "quanto quanti quanta quante",
        },
        generic="vero falso corretto corretta seguente seguenti affermazione risposta domanda uscita risultato codice esempio vantaggi svantaggi",
        negations="non mai senza nessun nessuno nessuna né tranne",
        opposites=(
            "vero/falso grande/piccolo maggiore/minore più/meno alto/basso alta/bassa lungo/corto primo/ultimo prima/ultima primo/secondo prima/seconda seconda/terza secondo/terzo prima/dopo sinistra/destra sopra/sotto "
            "dentro/fuori vantaggio/svantaggio vantaggi/svantaggi causa/effetto cause/conseguenze inizio/fine positivo/negativo pari/dispari statico/dinamico pubblico/privato locale/globale "
            "attivo/passivo caldo/freddo giorno/notte nord/sud est/ovest uomo/donna padre/madre figlio/figlia re/regina comprare/vendere aprire/chiudere ingresso/uscita massimo/minimo "
            "migliore/peggiore nuovo/vecchio con/senza nascita/morte nato/morto aumentare/diminuire veloce/lento"
        ),
        numbers="zero uno=un=una due tre quattro cinque sei sette otto nove dieci",
        units="secondo secondi minuto minuti ora ore giorno giorni settimana settimane mese mesi anno anni metro metri chilometro chilometri grammo grammi litro litri grado gradi",
        endings="i e a o",
        synonyms="vantaggio=beneficio=pregio svantaggio=difetto=limite ruolo=funzione=scopo=obiettivo=compito differenza=distinzione=distingue tipo=genere=specie metodo=modo=maniera=tecnica causa=ragione=motivo caratteristica=proprietà passo=fase=tappa componente=parte=elemento conseguenza=effetto iniziare=cominciare finire=terminare evitare=prevenire migliorare=aumentare importante=essenziale=principale usare=utilizzare=impiegare malattia=patologia medico=dottore",
        short="sì si no vero falso",
    ),
    "nl": Language(
        function=(
            "de het een van en of is zijn was waren wordt worden werd heeft hebben kan kunnen moet in op aan voor met bij als die dat dit deze er "
            "men je we wij zich ook te om uit noem beschrijf definieer leg verklaar betekent bedoelt heet"
        ),
        asks={
            "thing": "wat welke welk waaruit",
            "person": "wie wiens",
            "time": "wanneer jaar",
            "place": "waar",
            "reason": "waarom reden",
            "manner": "hoe",
            "quantity": "hoeveel veel",
        },
        generic="waar onwaar juist onjuist volgende stelling antwoord vraag uitvoer resultaat code voorbeeld voordelen nadelen",
        negations="niet geen nooit zonder noch behalve",
        opposites=(
            "juist/onjuist waar/onwaar grootste/kleinste hoogste/laagste langste/kortste meer/minder meeste/minste groot/klein hoog/laag lang/kort oud/nieuw oud/jong voor/na links/rechts linker/rechter boven/onder "
            "binnen/buiten eerste/laatste eerste/tweede tweede/derde voordeel/nadeel voordelen/nadelen oorzaak/gevolg begin/einde positief/negatief even/oneven statisch/dynamisch warm/koud heet/koud dag/nacht "
            "noord/zuid oost/west man/vrouw vader/moeder zoon/dochter koning/koningin kopen/verkopen open/dicht invoer/uitvoer met/zonder geboren/gestorven"
        ),
        numbers="nul een=één twee drie vier vijf zes zeven acht negen tien",
        endings="e en s n t",
        synonyms="voordeel=pluspunt nadeel=minpunt rol=functie=taak=doel verschil=onderscheid soort=type methode=manier=wijze=techniek oorzaak=reden kenmerk=eigenschap stap=fase onderdeel=deel=element gevolg=effect beginnen=starten vermijden=voorkomen belangrijk=essentieel gebruiken=toepassen ziekte=aandoening arts=dokter",
        short="ja nee waar onwaar juist onjuist",
    ),
    "ru": Language(
        function=(
            "и в во на с со к ко о об по за из от до для у а но или же ли бы это эта этот эти этого той том то есть является являются был была было были "
            "быть может могут должен он она оно они его ее её их себя такое такой такая такие объясните объясни опишите опиши назовите назови перечислите дайте расскажите "
            "определение определите понимают понимается называется называют называются означает значит при как через также можете вы мне сказать скажите пожалуйста кратко"
        ),
        asks={
            "thing": "что какой какая какое какие каков какова чем чего каким какую какого",
            "person": "кто кого кому кем чей",
            "time": "когда году год",
            "place": "где куда откуда",
            "reason": "почему зачем причина причины",
            "manner": "как каким",
            "quantity": "сколько",
        },
        generic="верно неверно правильно следующие следующее следующих утверждение утверждений ответ вопрос вывод результат код пример преимущества недостатки",
        negations="не нет ни без никогда кроме нельзя",
        opposites=(
            "верно/неверно больше/меньше большой/малый большой/маленький самый/наименее высокий/низкий длинный/короткий старый/новый старый/молодой до/после левый/правый левое/правое верхний/нижний внутренний/внешний "
            "первый/последний первый/второй второй/третий первая/вторая вторая/третья первой/второй преимущества/недостатки плюсы/минусы причина/следствие начало/конец положительный/отрицательный четный/нечетный чётный/нечётный статический/динамический "
            "синхронный/асинхронный открытый/закрытый локальный/глобальный активный/пассивный горячий/холодный день/ночь север/юг восток/запад мужчина/женщина отец/мать сын/дочь король/королева купить/продать открыть/закрыть ввод/вывод "
            "максимум/минимум максимальный/минимальный лучший/худший наибольший/наименьший наибольшая/наименьшая рождение/смерть родился/умер увеличивается/уменьшается быстрый/медленный артерии/вены сложение/вычитание с/без"
        ),
        numbers="ноль один=одна=одно два=две три четыре пять шесть семь восемь девять десять",
        units="секунда секунды секунд минута минуты минут час часа часов день дня дней неделя месяц месяцев год года лет метр метров километр километров грамм граммов литр литров градус градусов процент процентов",
        endings="а я о е и ы у ю ой ей ом ем ам ям ах ях ами ями ый ий ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ов ев ь й ет ит ут ют ат ят ть л ла ло ли",
        synonyms="преимущество=достоинство=плюс недостаток=минус роль=функция=назначение=цель=задача различие=отличие=отличается=разница=отличаются вид=тип=разновидность метод=способ=приём=подход=техника причина=повод свойство=признак=особенность=характеристика этап=шаг=стадия часть=компонент=элемент следствие=последствие=результат избежать=предотвратить важный=главный=основной=ключевой использовать=применять=используется=применяется болезнь=заболевание врач=доктор столица=город происходит=случается автор=написал",
        short="да нет верно неверно правда ложь",
    ),
    "uk": Language(
        function="і й в у на з із зі до по за від для а але або чи би це цей ця ці є був була було бути може він вона воно вони його її їх такий таке така що поясніть опишіть назвіть дайте називається означає як",
        asks={
            "thing": "що який яка яке які чим",
            "person": "хто кого",
            "time": "коли рік році",
            "place": "де куди",
            "reason": "чому навіщо причина",
            "manner": "як",
            "quantity": "скільки",
        },
        generic="правильно неправильно наступні твердження відповідь питання результат код приклад переваги недоліки",
        negations="не ні без ніколи крім",
        opposites="більше/менше перший/другий другий/третій перший/останній переваги/недоліки початок/кінець максимум/мінімум лівий/правий до/після день/ніч північ/південь схід/захід найбільший/найменший найбільша/найменша",
        endings="а я о е и і ї у ю ою ею ом ем ам ям ах ях ами ями ий ій ого ому им их ів ь",
        short="так ні правда хибно",
    ),
    "pl": Language(
        function=(
            "i w we na z ze do o po za od dla u a ale lub czy to ten ta te jest są był była było były być może mogą on ona ono oni jego jej ich się taki takie "
            "wyjaśnij opisz wymień podaj zdefiniuj oznacza nazywa nazywamy nazywany jako przez przy"
        ),
        asks={
            "thing": "co jaki jaka jakie który która które czym",
            "person": "kto kogo kim",
            "time": "kiedy rok roku",
            "place": "gdzie dokąd skąd",
            "reason": "dlaczego powód",
            "manner": "jak",
            "quantity": "ile ilu",
        },
        generic="prawda fałsz poprawne następujące następujących stwierdzenie odpowiedź pytanie wynik kod przykład zalety wady",
        negations="nie bez nigdy ani oprócz",
        opposites="prawda/fałsz większy/mniejszy największy/najmniejszy największa/najmniejsza najwyższy/najniższy najdłuższa/najkrótsza więcej/mniej pierwszy/drugi drugi/trzeci pierwszy/ostatni pierwsza/druga druga/trzecia zalety/wady przyczyna/skutek początek/koniec lewy/prawy przed/po dzień/noc północ/południe wschód/zachód mężczyzna/kobieta ojciec/matka syn/córka król/królowa maksimum/minimum z/bez",
        numbers="zero jeden=jedna dwa=dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć",
        endings="a ą e ę i y o u ów om ami ach em ie owi ego emu ym ich",
        synonyms="zaleta=korzyść wada=niedogodność rola=funkcja=cel=zadanie różnica=rozróżnienie rodzaj=typ=gatunek metoda=sposób=technika przyczyna=powód cecha=właściwość etap=krok=faza część=element=składnik skutek=efekt używać=stosować choroba=schorzenie",
        short="tak nie prawda fałsz",
    ),
    "tr": Language(
        function="bir ve veya ile için bu şu o da de ki mi mı mu mü dir dır dur dür olan olarak var yok açıklayınız açıkla tanımlayınız denir demektir nedir",
        asks={
            "thing": "ne nedir hangi hangisi neler",
            "person": "kim kimdir",
            "time": "zaman yıl",
            "place": "nerede nereye nere",
            "reason": "neden niçin niye",
            "manner": "nasıl",
            "quantity": "kaç kadar",
        },
        generic="doğru yanlış aşağıdaki aşağıdakilerden hangisi cevap soru sonuç çıktı kod örnek avantajları dezavantajları",
        negations="değil değildir hiç",
        opposites="doğru/yanlış büyük/küçük yüksek/alçak uzun/kısa çok/az ilk/son birinci/ikinci ikinci/üçüncü önce/sonra sol/sağ üst/alt iç/dış avantaj/dezavantaj avantajları/dezavantajları başlangıç/bitiş gündüz/gece kuzey/güney doğu/batı kadın/erkek anne/baba",
        endings="lar ler i ı u ü in ın un ün de da den dan e a yi yı",
        short="evet hayır doğru yanlış",
    ),
    "sv": Language(
        function="en ett den det de är var vara blir har hade kan ska och eller av i på till för med om som man sig detta denna dessa förklara beskriv definiera nämn kallas betyder menas",
        asks={
            "thing": "vad vilken vilket vilka",
            "person": "vem vems",
            "time": "när år",
            "place": "var vart",
            "reason": "varför",
            "manner": "hur",
            "quantity": "många mycket",
        },
        generic="sant falskt rätt fel följande påstående svar fråga resultat kod exempel fördelar nackdelar",
        negations="inte ej ingen inget inga aldrig utan",
        opposites="sant/falskt rätt/fel största/minsta högsta/lägsta längsta/kortaste mer/mindre stor/liten hög/låg lång/kort gammal/ny gammal/ung före/efter vänster/höger över/under första/sista första/andra andra/tredje fördel/nackdel fördelar/nackdelar början/slut dag/natt nord/syd öst/väst man/kvinna far/mor med/utan",
        endings="n en et ar er or na t a s",
        short="ja nej sant falskt",
    ),
    "vi": Language(
        function="là và của các những một cho trong với để được có này đó hãy nêu trình bày giải thích mô tả về khi thì mà ở từ",
        asks={"thing": "gì nào", "person": "ai", "reason": "sao", "manner": "nào", "quantity": "nhiêu mấy", "place": "đâu"},
        generic="đúng sai sau đây đáp án câu hỏi kết quả ví dụ ưu nhược điểm",
        negations="không chưa chẳng",
        opposites="đúng/sai lớn/nhỏ cao/thấp dài/ngắn nhiều/ít đầu/cuối trước/sau trái/phải trên/dưới trong/ngoài ưu/nhược",
        short="có không đúng sai",
    ),
    "id": Language(
        function="yang adalah dan atau dari di ke untuk dengan ini itu pada dalam oleh sebagai jelaskan sebutkan uraikan dimaksud disebut suatu sebuah dapat akan",
        asks={"thing": "apa apakah mana", "person": "siapa siapakah", "time": "kapan tahun", "place": "dimana", "reason": "mengapa kenapa", "manner": "bagaimana", "quantity": "berapa"},
        generic="benar salah berikut pernyataan jawaban pertanyaan hasil contoh kelebihan kekurangan",
        negations="tidak bukan tanpa belum",
        opposites="benar/salah besar/kecil terbesar/terkecil tinggi/rendah tertinggi/terendah panjang/pendek pertama/kedua kedua/ketiga pertama/terakhir sebelum/sesudah kiri/kanan atas/bawah kelebihan/kekurangan awal/akhir siang/malam utara/selatan timur/barat",
        short="ya tidak benar salah",
    ),
}  # fmt: skip
