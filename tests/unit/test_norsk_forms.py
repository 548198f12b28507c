"""The same canonical form for every form of a word, in nynorsk, bokmål and near speech."""

import pytest

from bti_portal import norsk

ALIKE = """
slå slår slo slått | drikk drikker drakk drikke | søv sover sov sove | gret gråter græt gråte
eter spiser spise åt | kuttar kutter kutta kutting | ertar erter erta | står stå sto stod
stel stjeler stjal | lyg lyver løy | bit biter beit | døyr døydde | leser les lese
gruar gruer grur gruer | saknar savner | skilde skilte skilst | byter bytter bytta
søkje søke søkjer søker søknad | ventar venter | trivast trives trivst trivsel
kranglar krangler krangel krangling | klarar klarer klarte greier | orkar orker orka
barn barna borna ungar unger ungene | mor mamma mora moren mammaen | far pappa faren fedre
ven venn vener venner vennene kompis | dotter datter døtrer | son sønn sonen sønnen
foreldre foreldra forelder foreldrene | tenner tann tanna | netter natt natta
tenesta tjenesten tenester tjenester teneste | helsesjukepleiar helsesykepleiere helsesjukepleiarane
skulen skolen skular skoler | skulevegring skolevegring skulevegringa skolevegringen
sjukdom sykdom sjuk syk sjuke sykt | einsam ensom einsame ensomt | åleine alene aleine
depresjon depresjonen deprimert deppa | avlasting avlastning avlastinga avlastningen
tilvising henvisning tilvise henvise | rettleiing veiledning rettleiar veileder vegleiing
undersøking undersøkelse undersøkinga | eteforstyrring spiseforstyrrelse spiseforstyrring
nedsetjing nedsettelse | oppseding oppdragelse oppdraging | utgreiing utredning
vanskeleg vanskelig vanskelege vanskelege vanskelegare vanskeligere | alvorleg alvorlig
moglegheit mulighet moglegheiter | tryggleik trygghet | kjærleik kjærlighet
merksemd merksomhet | verksemd virksomhet | medverknad medvirkning
arbeidslaus arbeidsløs | kvardag hverdag | heimen hjemmet heime hjemme
barnevernstenesta barnevernstjenesten | familierettleiar familieveileder
besteforeldre besteforeldrene | krisesenter krisesentre krisesenteret | fastlege fastlegen fastlegar
tannlege tannlegane tannleger | sjølvmordstankar selvmordstanker | mobbeombod mobbeombudet
ordning ordninga ordninger | regning rekning regninger rekningar | løysing løsning
følgje følge | tenkjer tenker | veke uke veker uker | vald vold | open åpen apen
""".replace("\n", " | ").split(" | ")


@pytest.mark.parametrize("forms", [group.split() for group in ALIKE if group.strip()])
def test_all_forms_of_a_word_are_one_token(forms):
    assert len({norsk.token(form) for form in forms}) == 1, {f: norsk.token(f) for f in forms}


@pytest.mark.parametrize(
    "pair",
    [
        "mål mal",
        "rom rømme",
        "mat måte",
        "mat matte",
        "lege legge",
        "far fare",
        "ven vente",
        "skule skulder",
        "hus husk",
        "rus russ",
        "barn barnaul",
        "rus virus",
        "mat matematikk",
        "skole ole",
        "lærer lære",
        "slåss slå",
        "team tema",
        "kurs kurator",
        "sorg sår",
    ],
)
def test_words_that_look_alike_stay_apart(pair):
    one, other = pair.replace("_", "").split()
    assert norsk.token(one) != norsk.token(other)


@pytest.mark.parametrize(
    ("plainly", "written"),
    [
        ("sovn", "søvn"),
        ("soevn", "søvn"),
        ("aapen barnehage", "åpen barnehage"),
        ("kjaereste", "kjæreste"),
        ("foresatte", "føresette"),
        ("skolemiljoet", "skolemiljøet"),
        ("gjeldsradgivning", "gjeldsrådgiving"),
    ],
)
def test_a_keyboard_without_the_letters_gives_the_same(plainly, written):
    assert norsk.tokens(plainly) == norsk.tokens(written)


@pytest.mark.parametrize("word", ["får", "ikkje", "ikke", "æ", "og", "å", "hjelp", "tilbod"])
def test_a_stop_word_is_no_token(word):
    assert norsk.token(word) == ""


def test_father_is_no_stop_word_though_it_is_typed_like_one():
    assert norsk.token("far")


def test_an_alphabetical_list_ends_with_the_norwegian_letters():
    assert sorted(["Å", "Ø", "Æ", "z", "a"], key=norsk.sort_key) == ["a", "z", "Æ", "Ø", "Å"]
