//! The forms a region's name takes in running text, unfolded from a few cases.
//!
//! Finnish place names have two series of local cases, "in" (Helsingissä, Helsingistä,
//! Helsinkiin) and "on" (Tampereella, Tampereelta, Tampereelle); each place is spoken of in one of
//! them, and the other serves for other meanings ("Helsingille myönnettiin", "Tampereesta
//! puhuttiin"). Both are listed, told apart.

/// What kind of form a word is of a region's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormKind {
    /// The name itself.
    Nominative,
    /// "Of" the place; in Swedish and English with s.
    Genitive,
    /// The object case.
    Partitive,
    /// In, from or into the place, in the series that belongs to it.
    Local,
    /// The other series of local cases.
    OtherLocal,
    /// Whoever or whatever comes from there: written in lower case.
    Adjective,
    /// The abbreviation, bare or with an ending after a colon.
    Abbreviation,
}

/// The language a form belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormLanguage {
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
    /// English.
    English,
}

impl FormLanguage {
    /// ISO 639-1 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Finnish => "fi",
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }
}

/// One word, or several with single spaces, by which a text names a region.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Form {
    /// As written in the middle of a sentence.
    pub text: String,
    /// Which form it is.
    pub kind: FormKind,
    /// In which language.
    pub language: FormLanguage,
}

/// What tells how a Finnish place name inflects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inflection<'a> {
    /// Tampere.
    pub(super) nominative: &'a str,
    /// Tampereen.
    pub(super) genitive: &'a str,
    /// Tamperetta: its last letter also tells the vowel harmony.
    pub(super) partitive: &'a str,
    /// Tampereeseen.
    pub(super) illative: &'a str,
    /// What the endings follow, where that is not the genitive without its n (Kauniaisi-ssa).
    pub(super) stem: Option<&'a str>,
    /// The local cases where endings alone do not make them (Uudellamaalla).
    pub(super) local: &'a [String],
    /// Whether the place is "on" rather than "in".
    pub(super) is_outer: bool,
}

/// The word all names of Finnish wellbeing services counties end in, and its cases.
const COUNTY_FI: [(&str, FormKind); 10] = [
    ("hyvinvointialue", FormKind::Nominative),
    ("hyvinvointialueen", FormKind::Genitive),
    ("hyvinvointialuetta", FormKind::Partitive),
    ("hyvinvointialueella", FormKind::Local),
    ("hyvinvointialueelta", FormKind::Local),
    ("hyvinvointialueelle", FormKind::Local),
    ("hyvinvointialueessa", FormKind::OtherLocal),
    ("hyvinvointialueesta", FormKind::OtherLocal),
    ("hyvinvointialueeseen", FormKind::OtherLocal),
    ("hyvinvointialueeksi", FormKind::OtherLocal),
];

/// The same in Swedish.
const COUNTY_SV: [(&str, FormKind); 4] = [
    ("välfärdsområde", FormKind::Nominative),
    ("välfärdsområdet", FormKind::Nominative),
    ("välfärdsområdes", FormKind::Genitive),
    ("välfärdsområdets", FormKind::Genitive),
];

/// Endings of `-lainen` adjectives after their `-lai`.
const ADJECTIVE_FI: [&str; 20] = [
    "nen", "sen", "sta", "sessa", "sesta", "seen", "sella", "selta", "selle", "sena", "seksi",
    "set", "sten", "sia", "sissa", "sista", "siin", "silla", "silta", "sille",
];

/// Case endings that follow an abbreviation's colon, in both vowel harmonies.
const AFTER_COLON: [&str; 14] = [
    "n", "a", "ä", "ta", "tä", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "lle", "hen",
];

/// A Finnish place name in its cases.
pub(super) fn of_finnish_name(inflection: &Inflection<'_>) -> Vec<Form> {
    let mut forms = vec![
        finnish(inflection.nominative, FormKind::Nominative),
        finnish(inflection.genitive, FormKind::Genitive),
        finnish(inflection.partitive, FormKind::Partitive),
    ];
    let (inner, outer) = if inflection.is_outer {
        (FormKind::OtherLocal, FormKind::Local)
    } else {
        (FormKind::Local, FormKind::OtherLocal)
    };
    forms.push(finnish(inflection.illative, inner));
    if inflection.local.is_empty() {
        let stem = inflection
            .stem
            .unwrap_or_else(|| without_n(inflection.genitive));
        let vowel = if inflection.partitive.ends_with('ä') {
            "ä"
        } else {
            "a"
        };
        forms.extend(["ss", "st"].map(|end| finnish(&format!("{stem}{end}{vowel}"), inner)));
        forms.extend(["ll", "lt"].map(|end| finnish(&format!("{stem}{end}{vowel}"), outer)));
        forms.push(finnish(&format!("{stem}lle"), outer));
    } else {
        forms.extend(
            inflection
                .local
                .iter()
                .map(|form| finnish(form, FormKind::Local)),
        );
    }
    forms
}

/// A Swedish place name and its genitive.
pub(super) fn of_swedish_name(name: &str) -> Vec<Form> {
    let mut forms = vec![Form {
        text: name.to_owned(),
        kind: FormKind::Nominative,
        language: FormLanguage::Swedish,
    }];
    if !name.ends_with(['s', 'x', 'z']) {
        forms.push(Form {
            text: format!("{name}s"),
            kind: FormKind::Genitive,
            language: FormLanguage::Swedish,
        });
    }
    forms
}

/// An English place name; the text's own `'s` is cut off by whoever matches.
pub(super) fn of_english_name(name: &str) -> Vec<Form> {
    vec![Form {
        text: name.to_owned(),
        kind: FormKind::Nominative,
        language: FormLanguage::English,
    }]
}

/// A Finnish adjective in `-lainen`, singular and plural; none for other words.
pub(super) fn of_finnish_adjective(nominative: &str) -> Vec<Form> {
    let Some(stem) = nominative.strip_suffix("nen") else {
        return Vec::new();
    };
    let is_front = nominative.ends_with("läinen");
    ADJECTIVE_FI
        .iter()
        .map(|end| {
            let end = if is_front {
                end.replace('a', "ä")
            } else {
                (*end).to_owned()
            };
            finnish(&format!("{stem}{end}"), FormKind::Adjective)
        })
        .collect()
}

/// A Swedish adjective in `-sk`, with its two other endings.
pub(super) fn of_swedish_adjective(stem: &str) -> Vec<Form> {
    ["", "t", "a"]
        .map(|end| Form {
            text: format!("{stem}{end}"),
            kind: FormKind::Adjective,
            language: FormLanguage::Swedish,
        })
        .to_vec()
}

/// An abbreviation, bare and with the case endings that follow a colon.
pub(super) fn of_abbreviation(short: &str) -> Vec<Form> {
    let inflected = AFTER_COLON
        .iter()
        .map(|end| finnish(&format!("{short}:{end}"), FormKind::Abbreviation));
    std::iter::once(finnish(short, FormKind::Abbreviation))
        .chain(inflected)
        .collect()
}

/// A wellbeing services county in its cases; none for Helsinki and Åland, which are named as
/// themselves.
pub(super) fn of_county(name_fi: &str, name_sv: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    if let Some(of) = name_fi.strip_suffix("hyvinvointialue") {
        forms.extend(COUNTY_FI.map(|(head, kind)| finnish(&format!("{of}{head}"), kind)));
    }
    if let Some(of) = name_sv.strip_suffix("välfärdsområde") {
        forms.extend(COUNTY_SV.map(|(head, kind)| Form {
            text: format!("{of}{head}"),
            kind,
            language: FormLanguage::Swedish,
        }));
    }
    forms
}

fn finnish(text: &str, kind: FormKind) -> Form {
    Form {
        text: text.to_owned(),
        kind,
        language: FormLanguage::Finnish,
    }
}

fn without_n(genitive: &str) -> &str {
    genitive.strip_suffix('n').unwrap_or(genitive)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use crate::region::{RegionKind, RegionRegister};

    /// The Finnish forms of a region, in the order the register unfolds them.
    fn finnish_forms(id: &str) -> Vec<&'static str> {
        let region = RegionRegister::shipped().get(id).unwrap();
        let forms = region.forms.iter();
        forms
            .filter(|form| form.language.code() == "fi")
            .map(|form| form.text.as_str())
            .collect()
    }

    #[track_caller]
    fn check(id: &str, expected: &str) {
        let forms = finnish_forms(id);
        for word in expected.split(", ") {
            assert!(forms.contains(&word), "{word} is missing: {forms:?}");
        }
    }

    #[test]
    fn maakunnat_inflect_in_their_own_ways() {
        check(
            "uusimaa",
            "Uusimaa, Uudenmaan, Uuttamaata, Uudellamaalla, Uudeltamaalta",
        );
        check(
            "uusimaa",
            "Uudellemaalle, uusmaalainen, uusmaalaiset, uusmaalaisilta",
        );
        check(
            "keski-suomi",
            "Keski-Suomen, Keski-Suomessa, Keski-Suomeen, keskisuomalaiset",
        );
        check(
            "etela-pohjanmaa",
            "Etelä-Pohjanmaalla, eteläpohjalaisille, E-P, E-P:n, E-P:lle",
        );
        check(
            "kanta-hame",
            "Kanta-Hämeessä, Kanta-Hämeeseen, kantahämäläisten",
        );
        check("satakunta", "Satakunnassa, Satakuntaan, satakuntalaisia");
        check("lappi", "Lapin, Lapissa, Lappiin, lappilaisista");
        check("kainuu", "Kainuussa, Kainuuseen");
        assert!(!finnish_forms("uusimaa").contains(&"Uudenmaalla"));
        assert!(!finnish_forms("pohjanmaa").contains(&"pohjalainen"));
    }

    #[test]
    fn municipalities_inflect_in_their_own_ways() {
        check(
            "tampere",
            "Tampereen, Tamperetta, Tampereella, Tampereelle, Tampereesta",
        );
        check(
            "helsinki",
            "Helsingin, Helsingissä, Helsinkiin, Helsingille",
        );
        check(
            "seinajoki",
            "Seinäjoen, Seinäjoella, Seinäjokea, Seinäjoelle",
        );
        check("riihimaki", "Riihimäen, Riihimäellä, Riihimäeltä");
        check("orivesi", "Oriveden, Orivedellä, Orivettä");
        check(
            "kauniainen",
            "Kauniaisten, Kauniaisissa, Kauniaisista, Kauniaisiin",
        );
        check("parainen", "Paraisten, Paraisilla, Paraisilta");
        check("virrat", "Virtain, Virroilla, Virroille");
        check(
            "uusikaupunki",
            "Uudenkaupungin, Uudessakaupungissa, Uuteenkaupunkiin",
        );
        check("loppi", "Lopen, Lopella, Lopelle");
        check(
            "kangasala",
            "Kangasalan, Kangasalla, Kangasalta, Kangasalle",
        );
        check("outokumpu", "Outokummun, Outokummussa, Outokumpuun");
        check("punkalaidun", "Punkalaitumen, Punkalaitumella");
        check("ii", "Iin, Iissä, Iihin");
        check("nurmes", "Nurmeksen, Nurmeksessa");
        check("varkaus", "Varkauden, Varkaudessa");
        check("juuka", "Juuan, Juuassa");
        check("vihti", "Vihdin, Vihdissä, Vihtiin");
        check("isokyro", "Isonkyrön, Isossakyrössä, Isoonkyröön");
        check("koski-tl", "Koski Tl, Kosken Tl, Koskella Tl");
        check("mantta-vilppula", "Mänttä-Vilppulan, Mänttä-Vilppulassa");
        check("kitee", "Kiteen, Kiteellä, Kiteelle");
        check("jamsa", "Jämsässä, Jämsään, Jämsästä");
    }

    #[test]
    fn counties_inflect_in_their_last_word() {
        check(
            "keski-suomen-hyvinvointialue",
            "Keski-Suomen hyvinvointialue, Keski-Suomen hyvinvointialueen, Keski-Suomen hyvinvointialueella",
        );
        assert!(finnish_forms("helsingin-kaupunki").is_empty());
    }

    #[test]
    fn swedish_names_take_their_genitive() {
        let register = RegionRegister::shipped();
        let swedish = |id: &str| -> Vec<&str> {
            let forms = register.get(id).unwrap().forms.iter();
            forms
                .filter(|form| form.language.code() == "sv")
                .map(|form| form.text.as_str())
                .collect()
        };
        assert_eq!(swedish("vaasa"), ["Vasa", "Vasas"]);
        assert_eq!(swedish("helsinki"), ["Helsingfors"]);
        assert_eq!(
            swedish("uusimaa"),
            ["Nyland", "Nylands", "nyländsk", "nyländskt", "nyländska"]
        );
    }

    #[test]
    fn no_form_names_two_regions() {
        let mut owners = HashMap::new();
        for region in RegionRegister::shipped().all() {
            for form in &region.forms {
                assert!(!form.text.is_empty() && form.text.trim() == form.text);
                let owner = owners
                    .entry((form.language, form.text.as_str()))
                    .or_insert(&region.id);
                assert_eq!(*owner, &region.id, "{} names both", form.text);
            }
        }
        assert!(owners.len() > 4_000, "{} forms", owners.len());
    }

    #[test]
    fn every_place_has_forms_in_its_languages() {
        for kind in [RegionKind::Maakunta, RegionKind::Municipality] {
            for region in RegionRegister::shipped().of_kind(kind) {
                assert!(region.forms.len() >= 10, "{}", region.id);
                let genitive = &region.forms[1].text;
                let ends_well = genitive.ends_with('n') || genitive.ends_with(" Tl");
                assert!(ends_well, "{genitive}");
            }
        }
    }
}
