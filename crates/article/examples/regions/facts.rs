//! What belongs to maakunnat, counties and municipalities beside the rows of the classification.

/// Maakunnat of the outer local cases.
pub(crate) const OUTER_MAAKUNTA_ENDING: &str = "maa";

/// Municipalities whose name is also a common Finnish or Swedish word in one of its cases.
pub(crate) const WORDS: &[&str] = &[
    "Aura", "Geta", "Hanko", "Kannus", "Kolari", "Koski Tl", "Kotka", "Kurikka", "Lahti", "Laukaa",
    "Loppi", "Luoto", "Multia", "Nokia", "Perho", "Rusko", "Salo", "Somero", "Sulkava", "Sund",
    "Varkaus", "Virrat",
];

/// What belongs to a maakunta beside its row: English name, adjectives, abbreviation.
pub(crate) struct MaakuntaFacts {
    pub(crate) fi: &'static str,
    pub(crate) en: &'static str,
    pub(crate) adjectives: &'static [&'static str],
    pub(crate) adjectives_sv: &'static [&'static str],
    pub(crate) abbreviation: Option<&'static str>,
}

/// An adjective that could mean a wider area (pohjalainen, karjalainen) is left out.
pub(crate) const MAAKUNNAT: &[MaakuntaFacts] = &[
    maakunta(
        "Ahvenanmaa",
        "Åland",
        &["ahvenanmaalainen"],
        &["åländsk"],
        None,
    ),
    maakunta(
        "Etelä-Karjala",
        "South Karelia",
        &["eteläkarjalainen"],
        &[],
        Some("E-K"),
    ),
    maakunta(
        "Etelä-Pohjanmaa",
        "South Ostrobothnia",
        &["eteläpohjalainen", "eteläpohjanmaalainen"],
        &["sydösterbottnisk"],
        Some("E-P"),
    ),
    maakunta(
        "Etelä-Savo",
        "South Savo",
        &["eteläsavolainen"],
        &[],
        Some("E-S"),
    ),
    maakunta("Kainuu", "Kainuu", &["kainuulainen"], &[], None),
    maakunta(
        "Kanta-Häme",
        "Kanta-Häme",
        &["kantahämäläinen"],
        &[],
        Some("K-H"),
    ),
    maakunta(
        "Keski-Pohjanmaa",
        "Central Ostrobothnia",
        &["keskipohjalainen", "keskipohjanmaalainen"],
        &["mellanösterbottnisk"],
        Some("K-P"),
    ),
    maakunta(
        "Keski-Suomi",
        "Central Finland",
        &["keskisuomalainen"],
        &[],
        Some("K-S"),
    ),
    maakunta(
        "Kymenlaakso",
        "Kymenlaakso",
        &["kymenlaaksolainen"],
        &[],
        None,
    ),
    maakunta("Lappi", "Lapland", &["lappilainen"], &["lappländsk"], None),
    maakunta(
        "Pirkanmaa",
        "Pirkanmaa",
        &["pirkanmaalainen"],
        &["birkaländsk"],
        None,
    ),
    maakunta("Pohjanmaa", "Ostrobothnia", &[], &[], None),
    maakunta(
        "Pohjois-Karjala",
        "North Karelia",
        &["pohjoiskarjalainen"],
        &[],
        Some("P-K"),
    ),
    maakunta(
        "Pohjois-Pohjanmaa",
        "North Ostrobothnia",
        &["pohjoispohjalainen", "pohjoispohjanmaalainen"],
        &["nordösterbottnisk"],
        Some("P-P"),
    ),
    maakunta(
        "Pohjois-Savo",
        "North Savo",
        &["pohjoissavolainen"],
        &[],
        Some("P-S"),
    ),
    maakunta(
        "Päijät-Häme",
        "Päijät-Häme",
        &["päijäthämäläinen"],
        &[],
        Some("P-H"),
    ),
    maakunta("Satakunta", "Satakunta", &["satakuntalainen"], &[], None),
    maakunta("Uusimaa", "Uusimaa", &["uusmaalainen"], &["nyländsk"], None),
    maakunta(
        "Varsinais-Suomi",
        "Southwest Finland",
        &["varsinaissuomalainen"],
        &[],
        Some("V-S"),
    ),
];

const fn maakunta(
    fi: &'static str,
    en: &'static str,
    adjectives: &'static [&'static str],
    adjectives_sv: &'static [&'static str],
    abbreviation: Option<&'static str>,
) -> MaakuntaFacts {
    MaakuntaFacts {
        fi,
        en,
        adjectives,
        adjectives_sv,
        abbreviation,
    }
}

/// Wellbeing services counties stand in the law since 1 July 2021.
pub(crate) const COUNTIES_SINCE: u16 = 2021;
