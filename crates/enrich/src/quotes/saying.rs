//! The words by which texts say that somebody says something.

/// Finite forms of verbs of saying, in the third person.
const SAYS: [&str; 158] = [
    "sanoo",
    "sanoi",
    "kertoo",
    "kertoi",
    "toteaa",
    "totesi",
    "kuvaa",
    "kuvasi",
    "kuvailee",
    "kuvaili",
    "muistuttaa",
    "muistutti",
    "kannustaa",
    "kannusti",
    "mainitsee",
    "mainitsi",
    "tiivistää",
    "tiivisti",
    "huomauttaa",
    "huomautti",
    "korostaa",
    "korosti",
    "arvioi",
    "pohtii",
    "pohti",
    "lisää",
    "lisäsi",
    "jatkaa",
    "jatkoi",
    "iloitsee",
    "iloitsi",
    "naurahtaa",
    "naurahti",
    "nauraa",
    "nauroi",
    "hymyilee",
    "hymyili",
    "kiittää",
    "kiitti",
    "kiittelee",
    "kiitteli",
    "vastaa",
    "vastasi",
    "summaa",
    "summasi",
    "selittää",
    "selitti",
    "selventää",
    "selvensi",
    "painottaa",
    "painotti",
    "toivoo",
    "toivoi",
    "uskoo",
    "uskoi",
    "kehottaa",
    "kehotti",
    "rohkaisee",
    "rohkaisi",
    "säestää",
    "säesti",
    "muistelee",
    "muisteli",
    "perustelee",
    "perusteli",
    "kysyy",
    "kysyi",
    "ehdottaa",
    "ehdotti",
    "vahvistaa",
    "vahvisti",
    "linjaa",
    "linjasi",
    "tuumaa",
    "tuumasi",
    "tuumii",
    "tuumi",
    "huokaa",
    "huokaisee",
    "huokaisi",
    "innostuu",
    "innostui",
    "kehuu",
    "kehui",
    "kommentoi",
    "luonnehtii",
    "luonnehti",
    "miettii",
    "mietti",
    "myöntää",
    "myönsi",
    "opastaa",
    "opasti",
    "paljastaa",
    "paljasti",
    "vakuuttaa",
    "vakuutti",
    "varoittaa",
    "varoitti",
    "vinkkaa",
    "vinkkasi",
    "ihmettelee",
    "ihmetteli",
    "harmittelee",
    "harmitteli",
    "säger",
    "sade",
    "sa",
    "berättar",
    "berättade",
    "konstaterar",
    "konstaterade",
    "förklarar",
    "förklarade",
    "tillägger",
    "tillade",
    "menar",
    "menade",
    "påminner",
    "påminde",
    "understryker",
    "betonar",
    "fortsätter",
    "svarar",
    "svarade",
    "undrar",
    "summerar",
    "says",
    "said",
    "tells",
    "told",
    "adds",
    "added",
    "explains",
    "explained",
    "notes",
    "noted",
    "stresses",
    "continues",
    "recalls",
    "recalled",
    "replies",
    "replied",
    "asks",
    "asked",
    "emphasises",
    "concludes",
    "huokasi",
    "muotoilee",
    "muotoili",
    "kiteyttää",
    "kiteytti",
    "täydentää",
    "täydensi",
    "puolustaa",
    "puolusti",
    "valittelee",
    "valitteli",
];

/// Pronouns for whoever spoke or was named last.
const PRONOUNS: [&str; 5] = ["hän", "hon", "han", "she", "he"];

/// Words by which a sentence leads over to what somebody says.
const LEADING_ON: [&str; 3] = ["että", "att", "that"];

/// What a verb may bear at its end: "toteaakin", "sanoihan".
const CLITICS: [&str; 3] = ["kin", "han", "hän"];

/// Words that begin another clause, so that a verb behind them says nothing of the person before.
const OTHER_CLAUSE: [&str; 30] = [
    "on", "oli", "joka", "jonka", "jota", "josta", "jossa", "johon", "jolla", "jolle", "jolta",
    "jotka", "joiden", "joita", "joista", "joissa", "mikä", "mitä", "mistä", "kun", "ja", "mutta",
    "är", "som", "vars", "who", "whom", "whose", "which", "is",
];

/// Whether a word is a verb of saying.
pub(super) fn says(word: &str) -> bool {
    let word = word.to_lowercase();
    let bare = CLITICS.iter().find_map(|clitic| word.strip_suffix(clitic));
    SAYS.contains(&word.as_str()) || bare.is_some_and(|word| SAYS.contains(&word))
}

/// Whether a word begins another clause.
pub(super) fn begins_clause(word: &str) -> bool {
    OTHER_CLAUSE.contains(&word.to_lowercase().as_str())
}

/// Whether a word stands for a person.
pub(super) fn is_pronoun(word: &str) -> bool {
    PRONOUNS.contains(&word.to_lowercase().as_str())
}

/// Whether a word leads over to what is said.
pub(super) fn leads_on(word: &str) -> bool {
    LEADING_ON.contains(&word)
}

/// The words of a text.
pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric() && sign != '-' && sign != ':')
        .map(|word| word.trim_matches([':', '-']))
        .filter(|word| !word.is_empty())
}
