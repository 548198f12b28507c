// Words that are often conclusions rather than observations, in bokmål, and what to ask about them (worksheet.js).
// Every form a word has is listed. … stands for somebody. After the = it is plain JSON.
window.btiConclusions = {
  "asks": {
    "trait": "«{word}» kan være en slutning. Hva så eller hørte du?",
    "feeling": "«{word}» er en tolkning av hvordan noen har det. Hva så eller hørte du?",
    "amount": "«{word}» er et stort ord. Hvor mange ganger var det, og når?",
    "guess": "«{word}» kan være en gjetning. Hva vet du, og hvem fortalte det?",
    "mind": "«{word}» handler om hva noen tenker eller vil. Hva gjorde eller sa de?",
    "cause": "«{word}» forklarer hvorfor. Skriv det som skjedde her, og forklaringen til slutt.",
    "family": "«{word}» kan leses som en dom over familien. Hva så eller hørte du?",
    "label": "«{word}» er det fagfolk som må finne ut av. Hva så du barnet gjøre?",
    "vague": "«{word}» kan bety mye. Hva så eller hørte du, helt konkret?"
  },
  "somebody": [
    "hun", "han", "hen", "de", "barnet", "gutten", "jenta", "jenten", "eleven", "ungen", "mor", "far",
    "foreldrene", "de foresatte"
  ],
  "words": {
    "trait": [
      "lat", "late", "latskap", "slem", "slemt", "slemme", "vanskelig", "vanskelige", "umoden", "umodent",
      "umodne", "bortskjemt", "bortskjemte", "sta", "trassig", "trassige", "ulydig", "ulydige", "uhøflig",
      "uhøflige", "frekk", "frekt", "frekke", "aggressiv", "aggressivt", "aggressive", "voldelig",
      "voldelige", "manipulerende", "manipulerer", "utspekulert", "utspekulerte", "lumsk", "lumskt", "lumske",
      "egoistisk", "egoistiske", "selvsentrert", "selvsentrerte", "slurvete", "rotete", "ukonsentrert",
      "ukonsentrerte", "umotivert", "umotiverte", "uinteressert", "uinteresserte", "likegyldig",
      "likegyldige", "respektløs", "respektløst", "respektløse", "uansvarlig", "uansvarlige", "klengete",
      "hysterisk", "hysteriske", "overfølsom", "overfølsomt", "overfølsomme", "kravstor", "kravstore",
      "krevende", "passiv", "passivt", "passive", "innesluttet", "innesluttede", "sjenert", "sjenerte",
      "asosial", "asosiale", "dum", "dumt", "dumme", "svak", "svake", "flink", "flinke", "snill", "snilt",
      "snille", "ekkel", "ekkelt", "ekle", "brysom", "brysomt", "brysomme", "problembarn", "bråkmaker",
      "bølle", "mobber", "mobbere", "løgner", "lyver"
    ],
    "feeling": [
      "sint", "sinte", "rasende", "irritert", "irriterte", "sur", "surt", "sure", "grinete", "lei seg",
      "trist", "triste", "deppa", "ulykkelig", "ulykkelige", "nedfor", "ensom", "ensomt", "ensomme", "redd",
      "redde", "engstelig", "engstelige", "utrygg", "utrygt", "utrygge", "sjalu", "sjalusi", "frustrert",
      "frustrerte", "fortvilet", "fortvilte", "skamfull", "skamfulle", "kjeder seg", "koser seg", "mistrives",
      "stresset", "urolig", "urolige", "hater", "elsker"
    ],
    "amount": [
      "alltid", "aldri", "hele tiden", "hele tida", "hele dagen", "stadig", "stadig vekk", "konstant",
      "støtt", "ustanselig", "hver eneste gang", "hver gang", "ingen gang", "som regel", "veldig ofte",
      "svært ofte", "ofte", "sjelden", "alle de andre", "ingen av de andre",
      "bare negativ", "bare negativt"
    ],
    "guess": [
      "sikkert", "trolig", "antakelig", "antagelig", "sannsynligvis", "kanskje", "visstnok", "tydeligvis",
      "åpenbart", "helt klart", "uten tvil", "virker", "virket", "virker som", "virket som", "virker å være",
      "ser ut som", "ser ut til", "så ut som", "så ut til", "gir inntrykk av", "ga inntrykk av", "jeg tror",
      "vi tror", "jeg føler", "jeg kjenner på meg", "jeg aner", "jeg mistenker", "jeg regner med",
      "mest sannsynlig", "det må være", "må ha vært", "jeg har hørt at", "alle vet", "man vet jo", "rykte",
      "rykter"
    ],
    "mind": [
      "vet ikke hva … vil", "vet ikke selv hva … vil", "vil ikke", "ville ikke", "gidder ikke", "gadd ikke",
      "orker ikke", "orket ikke", "bryr seg ikke", "brydde seg ikke", "bryr seg ikke om", "skjønner ikke",
      "forstår ikke", "med vilje", "med overlegg", "for å få oppmerksomhet", "bare for å få oppmerksomhet",
      "vil ha oppmerksomhet", "søker oppmerksomhet", "ute etter oppmerksomhet", "prøver å provosere",
      "provoserer", "provoserte", "tester grenser", "tøyer grenser", "trasser", "trasset",
      "later som", "lot som", "hevner seg", "tenker at", "mener at", "liker ikke", "er ute etter",
      "ønsker å såre", "setter seg opp mot"
    ],
    "cause": [
      "fordi", "på grunn av", "kommer av", "kommer av at", "skyldes", "skyldes at", "det er derfor", "derfor",
      "årsaken er", "årsaka er", "grunnen er", "dette fører til", "er arvelig", "har det fra mor",
      "har det fra far", "slik er hele familien", "det ligger til familien",
      "er et resultat av"
    ],
    "family": [
      "dårlig foreldre", "dårlige foreldre", "dårlig mor", "dårlig far", "dårlige omsorgspersoner",
      "vanskelige foreldre", "vanskelig mor", "vanskelig far", "umodne foreldre", "ressurssvak",
      "ressurssvake", "ressurssvakt", "omsorgssvikt", "vanskjøtsel", "vanskjøttet", "vanskjøttede",
      "følger ikke opp", "fulgte ikke opp", "følger dårlig opp", "stiller ikke opp", "samarbeider ikke",
      "vil ikke samarbeide", "tar ikke ansvar", "bryr seg ikke om barnet", "prioriterer ikke",
      "setter ikke grenser", "mangler grenser", "dårlig oppdragelse", "manglende oppdragelse",
      "problemfamilie", "usunn familie", "kaotisk hjem", "dårlig hjem", "dårlig hjemmemiljø", "rot i hjemmet",
      "de foresatte lyver", "foreldrene lyver", "overbeskyttende", "naiv", "naive", "kald mor", "kald far"
    ],
    "label": [
      "adhd", "add", "autist", "autistisk", "autistiske", "autisme", "asperger", "hyperaktiv", "hyperaktivt",
      "hyperaktive", "deprimert", "deprimerte", "depresjon", "angst", "psykisk syk", "psykiske problemer",
      "psykotisk", "psykopat", "narsissist", "narsissistisk", "traumatisert", "traumatiserte", "traume",
      "traumer", "tilknytningsvansker", "tilknytningsforstyrrelse", "atferdsvansker", "atferdsforstyrrelse",
      "utviklingshemmet", "utviklingshemmede", "tilbakestående", "lærevansker", "konsentrasjonsvansker",
      "misbrukt", "overgriper", "alkoholisert", "alkoholiker", "rusmisbruker"
    ],
    "vague": [
      "hjemmet", "hjemmeforholdene", "hjemmeforholda", "hjemmemiljøet", "miljøet", "dårlige forhold",
      "vanskelige forhold", "kaos", "kaotisk", "kaotiske", "uheldig", "uheldige", "rar", "rart", "rare",
      "merkelig", "merkelige", "spesiell", "spesielt barn", "unormal", "unormalt", "unormale", "ikke normal",
      "ikke normalt", "oppfører seg dårlig", "dårlig oppførsel", "utagerer", "utagerte", "utagering",
      "utagerende", "utfordrende", "problem", "problemer", "problemene", "negativ", "negativt", "negative",
      "har det ikke bra", "har det dårlig", "noe som ikke stemmer", "noe er galt", "sliter",
      "urimelig", "urimelige", "upassende"
    ]
  }
};
