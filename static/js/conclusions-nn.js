// Words that are often conclusions rather than observations, in nynorsk, and what to ask about them (worksheet.js).
// Every form a word has is listed. … stands for somebody. After the = it is plain JSON.
window.btiConclusions = {
  "asks": {
    "trait": "«{word}» kan vere ei slutning. Kva såg eller høyrde du?",
    "feeling": "«{word}» er ei tolking av korleis nokon har det. Kva såg eller høyrde du?",
    "amount": "«{word}» er eit stort ord. Kor mange gonger var det, og når?",
    "guess": "«{word}» kan vere ei gjetting. Kva veit du, og kven fortalde det?",
    "mind": "«{word}» handlar om kva nokon tenkjer eller vil. Kva gjorde eller sa dei?",
    "cause": "«{word}» forklarer kvifor. Skriv det som hende her, og forklaringa til slutt.",
    "family": "«{word}» kan lesast som ein dom over familien. Kva såg eller høyrde du?",
    "label": "«{word}» er det fagfolk som må finne ut av. Kva såg du barnet gjere?",
    "vague": "«{word}» kan bety mykje. Kva såg eller høyrde du, heilt konkret?"
  },
  "somebody": [
    "ho", "han", "hen", "dei", "barnet", "guten", "jenta", "eleven", "ungen", "mor", "far", "foreldra",
    "dei føresette"
  ],
  "words": {
    "trait": [
      "lat", "late", "latskap", "slem", "slemt", "slemme", "vanskeleg", "vanskelege", "umoden", "umode",
      "umodne", "umogen", "umogne", "bortskjemd", "bortskjemt", "bortskjemde", "sta", "trassig", "trassige",
      "ulydig", "ulydige", "uhøfleg", "uhøflege", "frekk", "frekt", "frekke", "aggressiv", "aggressivt",
      "aggressive", "valdeleg", "valdelege", "manipulerande", "manipulerer", "utspekulert", "utspekulerte",
      "lumsk", "lumskt", "lumske", "egoistisk", "egoistiske", "sjølvsentrert", "sjølvsentrerte", "slurvete",
      "rotete", "ukonsentrert", "ukonsentrerte", "umotivert", "umotiverte", "uinteressert", "uinteresserte",
      "likesæl", "likesæle", "respektlaus", "respektlause", "uansvarleg", "uansvarlege", "klengete",
      "hysterisk", "hysteriske", "overfølsam", "overfølsamt", "overfølsame", "kravstor", "kravstore",
      "krevjande", "passiv", "passivt", "passive", "sjenert", "sjenerte", "asosial", "asosiale", "dum",
      "dumt", "dumme", "svak", "svake", "flink", "flinke", "snill", "snilt", "snille", "ekkel", "ekkelt",
      "ekle", "brysam", "brysamt", "brysame", "problembarn", "bråkmakar", "bølle", "mobbar", "mobbarar",
      "løgnar", "lyg", "inneslutta"
    ],
    "feeling": [
      "sint", "sinte", "rasande", "irritert", "irriterte", "sur", "surt", "sure", "grinete", "lei seg",
      "trist", "triste", "deppa", "ulykkeleg", "ulykkelege", "nedfor", "einsam", "einsamt", "einsame", "redd",
      "redde", "engsteleg", "engstelege", "utrygg", "utrygt", "utrygge", "sjalu", "sjalusi", "frustrert",
      "frustrerte", "fortvila", "skamfull", "skamfulle", "kjedar seg", "kosar seg", "mistrivst", "stressa",
      "uroleg", "urolege", "hatar", "elskar"
    ],
    "amount": [
      "alltid", "aldri", "heile tida", "heile dagen", "stadig", "stadig vekk", "konstant", "støtt",
      "ustanseleg", "kvar einaste gong", "kvar gong", "ingen gong", "som regel", "veldig ofte", "svært ofte",
      "ofte", "sjeldan", "alle dei andre", "ingen av dei andre", "berre negativ",
      "berre negativt"
    ],
    "guess": [
      "sikkert", "truleg", "antakeleg", "sannsynlegvis", "kanskje", "visstnok", "tydelegvis", "openbert",
      "openbart", "heilt klart", "utan tvil", "verkar", "verka", "verkar som", "verka som", "ser ut som",
      "ser ut til", "såg ut som", "såg ut til", "verkar å vere", "gir inntrykk av", "gav inntrykk av",
      "eg trur", "vi trur", "eg føler", "eg kjenner på meg", "eg anar", "eg mistenkjer", "eg reknar med",
      "mest sannsynleg", "det må vere", "må ha vore", "eg har høyrt at", "alle veit", "ein veit jo", "rykte"
    ],
    "mind": [
      "veit ikkje kva … vil", "veit ikkje sjølv kva … vil", "vil ikkje", "ville ikkje", "gidd ikkje",
      "gadd ikkje", "orkar ikkje", "orka ikkje", "bryr seg ikkje", "brydde seg ikkje", "bryr seg ikkje om",
      "skjønar ikkje", "forstår ikkje", "med vilje", "med overlegg", "for å få merksemd",
      "berre for å få merksemd", "vil ha merksemd", "søkjer merksemd", "ute etter merksemd",
      "prøver å provosere", "provoserer", "provoserte", "testar grenser", "tøyer grenser", "trassar",
      "trassa", "later som", "lèt som", "hemnar seg", "tenkjer at", "meiner at", "likar ikkje",
      "er ute etter", "ønskjer å såre", "set seg opp mot"
    ],
    "cause": [
      "fordi", "på grunn av", "kjem av", "kjem av at", "skuldast", "skuldast at", "det er derfor", "derfor",
      "difor", "årsaka er", "grunnen er", "dette fører til", "er arveleg", "har det frå mor",
      "har det frå far", "slik er heile familien", "det ligg til familien",
      "er eit resultat av"
    ],
    "family": [
      "dårleg foreldre", "dårlege foreldre", "dårleg mor", "dårleg far", "dårlege omsorgspersonar",
      "vanskelege foreldre", "vanskeleg mor", "vanskeleg far", "umogne foreldre", "umodne foreldre",
      "ressurssvak", "ressurssvake", "ressurssvakt", "omsorgssvikt", "vanskjøtsel", "vanskjøtt", "vanskjøtte",
      "følgjer ikkje opp", "følgde ikkje opp", "følgjer dårleg opp", "stiller ikkje opp", "samarbeider ikkje",
      "vil ikkje samarbeide", "tek ikkje ansvar", "tar ikkje ansvar", "bryr seg ikkje om barnet",
      "prioriterer ikkje", "set ikkje grenser", "manglar grenser", "dårleg oppdraging", "dårleg oppseding",
      "manglande oppdraging", "problemfamilie", "usunn familie", "kaotisk heim", "dårleg heim",
      "dårleg heimemiljø", "rot i heimen", "dei føresette lyg", "foreldra lyg", "overbeskyttande", "naiv",
      "naive", "kald mor", "kald far"
    ],
    "label": [
      "adhd", "add", "autist", "autistisk", "autistiske", "autisme", "asperger", "hyperaktiv", "hyperaktivt",
      "hyperaktive", "deprimert", "deprimerte", "depresjon", "angst", "psykisk sjuk", "psykiske problem",
      "psykotisk", "psykopat", "narsissist", "narsissistisk", "traumatisert", "traumatiserte", "traume",
      "tilknytingsvanskar", "tilknytingsforstyrring", "åtferdsvanskar", "åtferdsforstyrring",
      "utviklingshemma", "tilbakeståande", "lærevanskar", "konsentrasjonsvanskar", "misbrukt", "overgripar",
      "alkoholisert", "alkoholikar", "rusmisbrukar"
    ],
    "vague": [
      "heimen", "heimeforholda", "heimemiljøet", "miljøet", "dårlege forhold", "vanskelege forhold", "kaos",
      "kaotisk", "kaotiske", "uheldig", "uheldige", "rar", "rart", "rare", "merkeleg", "merkelege",
      "spesiell", "spesielt barn", "unormal", "unormalt", "unormale", "ikkje normal", "ikkje normalt",
      "oppfører seg dårleg", "dårleg oppførsel", "utagerer", "utagerte", "utagering", "utagerande",
      "utfordrande", "problem", "problema", "negativ", "negativt", "negative", "har det ikkje bra",
      "har det dårleg", "noko som ikkje stemmer", "noko er gale", "slit", "urimeleg", "urimelege",
      "upassande"
    ]
  }
};
