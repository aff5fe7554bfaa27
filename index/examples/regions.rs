//! Makes `data/regions.toml` from the open tables it stands on.
//!
//! ```text
//! cargo run -p aluehaku-index --example regions -- \
//!     regions.tsv surnames.tsv first_names.tsv > index/data/regions.toml
//! ```
//!
//! `regions.tsv` is Statistics Finland's classification of municipalities, maakunnat and wellbeing
//! services counties (columns `kunta_fi kunta_sv kuntanumero maakunta_fi maakunta_sv maakunta_code
//! hyvinvointialue_fi hyvinvointialue_sv`, CC BY 4.0). The name lists are those of the Digital and
//! Population Data Services Agency (name and count, CC BY 4.0); they only tell which municipalities
//! share their name with people. How the names inflect is written below: a rule by the ending, and
//! tables of the names that follow no rule.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;

/// Head of the file: what it is and whose facts it holds.
const HEAD: &str = "\
# Maakunnat, wellbeing services counties and municipalities of Finland, and how their names inflect.
# Made by `cargo run -p aluehaku-index --example regions`; change the example, not this file.
#
# Names, codes and memberships: Statistics Finland, classifications of 2025, CC BY 4.0.
# `personal` (also a surname or first name): Digital and Population Data Services Agency, CC BY 4.0.
#
# inflected = genitive, partitive, illative; the other cases follow from the stem, which is the
# genitive without its n unless `stem` states it. local = the in, from and to cases of names whose
# first part inflects too. outer = the place is \"on\" (Tampereella), not \"in\" (Helsingissä).
# word = also a common word.
";

/// Names that no rule covers: nominative, genitive, partitive, illative.
const IRREGULAR: &[(&str, &str, &str, &str)] = &[
    ("Alavus", "Alavuden", "Alavutta", "Alavuteen"),
    ("Enonkoski", "Enonkosken", "Enonkoskea", "Enonkoskeen"),
    ("Finström", "Finströmin", "Finströmiä", "Finströmiin"),
    ("Hailuoto", "Hailuodon", "Hailuotoa", "Hailuotoon"),
    ("Hanko", "Hangon", "Hankoa", "Hankoon"),
    ("Harjavalta", "Harjavallan", "Harjavaltaa", "Harjavaltaan"),
    ("Helsinki", "Helsingin", "Helsinkiä", "Helsinkiin"),
    ("Huittinen", "Huittisten", "Huittisia", "Huittisiin"),
    ("Iitti", "Iitin", "Iittiä", "Iittiin"),
    ("Ikaalinen", "Ikaalisten", "Ikaalisia", "Ikaalisiin"),
    ("Isokyrö", "Isonkyrön", "Isoakyröä", "Isoonkyröön"),
    ("Jokioinen", "Jokioisten", "Jokioisia", "Jokioisiin"),
    ("Joroinen", "Joroisten", "Joroisia", "Joroisiin"),
    ("Juuka", "Juuan", "Juukaa", "Juukaan"),
    ("Kannus", "Kannuksen", "Kannusta", "Kannukseen"),
    ("Kaskinen", "Kaskisten", "Kaskisia", "Kaskisiin"),
    ("Kauniainen", "Kauniaisten", "Kauniaisia", "Kauniaisiin"),
    ("Kaustinen", "Kaustisen", "Kaustista", "Kaustiseen"),
    ("Keitele", "Keiteleen", "Keitelettä", "Keiteleeseen"),
    ("Kempele", "Kempeleen", "Kempelettä", "Kempeleeseen"),
    ("Kuhmoinen", "Kuhmoisten", "Kuhmoisia", "Kuhmoisiin"),
    ("Kuortane", "Kuortaneen", "Kuortanetta", "Kuortaneeseen"),
    ("Kurikka", "Kurikan", "Kurikkaa", "Kurikkaan"),
    (
        "Lappeenranta",
        "Lappeenrannan",
        "Lappeenrantaa",
        "Lappeenrantaan",
    ),
    ("Leppävirta", "Leppävirran", "Leppävirtaa", "Leppävirtaan"),
    ("Lieto", "Liedon", "Lietoa", "Lietoon"),
    ("Liminka", "Limingan", "Liminkaa", "Liminkaan"),
    ("Loppi", "Lopen", "Loppea", "Loppeen"),
    ("Luhanka", "Luhangan", "Luhankaa", "Luhankaan"),
    ("Luoto", "Luodon", "Luotoa", "Luotoon"),
    ("Muhos", "Muhoksen", "Muhosta", "Muhokseen"),
    ("Nousiainen", "Nousiaisten", "Nousiaisia", "Nousiaisiin"),
    ("Nurmes", "Nurmeksen", "Nurmesta", "Nurmekseen"),
    ("Oulainen", "Oulaisten", "Oulaisia", "Oulaisiin"),
    ("Outokumpu", "Outokummun", "Outokumpua", "Outokumpuun"),
    ("Parainen", "Paraisten", "Paraisia", "Paraisiin"),
    (
        "Pedersören kunta",
        "Pedersören",
        "Pedersöreä",
        "Pedersöreen",
    ),
    (
        "Pihtipudas",
        "Pihtiputaan",
        "Pihtipudasta",
        "Pihtiputaaseen",
    ),
    ("Pomarkku", "Pomarkun", "Pomarkkua", "Pomarkkuun"),
    ("Pornainen", "Pornaisten", "Pornaisia", "Pornaisiin"),
    (
        "Punkalaidun",
        "Punkalaitumen",
        "Punkalaidunta",
        "Punkalaitumeen",
    ),
    ("Puolanka", "Puolangan", "Puolankaa", "Puolankaan"),
    ("Pyhäntä", "Pyhännän", "Pyhäntää", "Pyhäntään"),
    ("Pyhäranta", "Pyhärannan", "Pyhärantaa", "Pyhärantaan"),
    ("Pälkäne", "Pälkäneen", "Pälkänettä", "Pälkäneeseen"),
    ("Rautalampi", "Rautalammin", "Rautalampia", "Rautalampiin"),
    (
        "Savitaipale",
        "Savitaipaleen",
        "Savitaipaletta",
        "Savitaipaleeseen",
    ),
    ("Siikainen", "Siikaisten", "Siikaisia", "Siikaisiin"),
    ("Tampere", "Tampereen", "Tamperetta", "Tampereeseen"),
    ("Toholampi", "Toholammin", "Toholampia", "Toholampiin"),
    ("Toivakka", "Toivakan", "Toivakkaa", "Toivakkaan"),
    ("Turku", "Turun", "Turkua", "Turkuun"),
    ("Uurainen", "Uuraisten", "Uuraisia", "Uuraisiin"),
    (
        "Uusikaarlepyy",
        "Uudenkaarlepyyn",
        "Uuttakaarlepyytä",
        "Uuteenkaarlepyyhyn",
    ),
    (
        "Uusikaupunki",
        "Uudenkaupungin",
        "Uuttakaupunkia",
        "Uuteenkaupunkiin",
    ),
    ("Varkaus", "Varkauden", "Varkautta", "Varkauteen"),
    ("Vesanto", "Vesannon", "Vesantoa", "Vesantoon"),
    ("Vihti", "Vihdin", "Vihtiä", "Vihtiin"),
    ("Virrat", "Virtain", "Virtoja", "Virtoihin"),
    (
        "Etelä-Pohjanmaa",
        "Etelä-Pohjanmaan",
        "Etelä-Pohjanmaata",
        "Etelä-Pohjanmaahan",
    ),
    (
        "Kanta-Häme",
        "Kanta-Hämeen",
        "Kanta-Hämettä",
        "Kanta-Hämeeseen",
    ),
    (
        "Keski-Suomi",
        "Keski-Suomen",
        "Keski-Suomea",
        "Keski-Suomeen",
    ),
    ("Lappi", "Lapin", "Lappia", "Lappiin"),
    (
        "Päijät-Häme",
        "Päijät-Hämeen",
        "Päijät-Hämettä",
        "Päijät-Hämeeseen",
    ),
    ("Satakunta", "Satakunnan", "Satakuntaa", "Satakuntaan"),
    ("Uusimaa", "Uudenmaan", "Uuttamaata", "Uuteenmaahan"),
    (
        "Varsinais-Suomi",
        "Varsinais-Suomen",
        "Varsinais-Suomea",
        "Varsinais-Suomeen",
    ),
];

/// Stems that the genitive does not show.
const STEMS: &[(&str, &str)] = &[("Virrat", "Virroi")];

/// The in, from and to cases of names whose first part inflects with the last, inner then outer.
const BOTH_PARTS: &[(&str, &[&str])] = &[
    (
        "Isokyrö",
        &[
            "Isossakyrössä",
            "Isostakyröstä",
            "Isollakyröllä",
            "Isoltakyröltä",
            "Isollekyrölle",
        ],
    ),
    (
        "Kangasala",
        &[
            "Kangasalla",
            "Kangasalta",
            "Kangasalle",
            "Kangasalassa",
            "Kangasalasta",
        ],
    ),
    (
        "Uusikaarlepyy",
        &[
            "Uudessakaarlepyyssä",
            "Uudestakaarlepyystä",
            "Uudellakaarlepyyllä",
            "Uudeltakaarlepyyltä",
            "Uudellekaarlepyylle",
        ],
    ),
    (
        "Uusikaupunki",
        &[
            "Uudessakaupungissa",
            "Uudestakaupungista",
            "Uudellakaupungilla",
            "Uudeltakaupungilta",
            "Uudellekaupungille",
        ],
    ),
    (
        "Uusimaa",
        &[
            "Uudellamaalla",
            "Uudeltamaalta",
            "Uudellemaalle",
            "Uudessamaassa",
            "Uudestamaasta",
        ],
    ),
    (
        "Koski Tl",
        &[
            "Koskella Tl",
            "Koskelta Tl",
            "Koskelle Tl",
            "Koski Tl:n",
            "Koski Tl:ssä",
            "Koski Tl:stä",
        ],
    ),
];

/// Endings whose inflection is the same in every name: nominative, genitive stem, partitive, illative.
const ENDINGS: &[(&str, &str, &str, &str)] = &[
    ("järvi", "järve", "järveä", "järveen"),
    ("joki", "joe", "jokea", "jokeen"),
    ("kaupunki", "kaupungi", "kaupunkia", "kaupunkiin"),
    ("koski", "koske", "koskea", "koskeen"),
    ("lahti", "lahde", "lahtea", "lahteen"),
    ("maa", "maa", "maata", "maahan"),
    ("mäki", "mäe", "mäkeä", "mäkeen"),
    ("niemi", "nieme", "niemeä", "niemeen"),
    ("nummi", "numme", "nummea", "nummeen"),
    ("pyy", "pyy", "pyytä", "pyyhyn"),
    ("pää", "pää", "päätä", "päähän"),
    ("saari", "saare", "saarta", "saareen"),
    ("salmi", "salme", "salmea", "salmeen"),
    ("suu", "suu", "suuta", "suuhun"),
    ("vesi", "vede", "vettä", "veteen"),
];

/// Municipalities of the outer local cases, beside those whose ending tells.
const OUTER: &[&str] = &[
    "Alavus",
    "Enontekiö",
    "Halsua",
    "Hyvinkää",
    "Imatra",
    "Jokioinen",
    "Juva",
    "Kaavi",
    "Kangasala",
    "Kauhava",
    "Kaustinen",
    "Keitele",
    "Kerava",
    "Keuruu",
    "Kitee",
    "Koski Tl",
    "Kuortane",
    "Laihia",
    "Lapua",
    "Lemi",
    "Leppävirta",
    "Loimaa",
    "Loppi",
    "Merikarvia",
    "Muhos",
    "Multia",
    "Mäntyharju",
    "Nokia",
    "Parainen",
    "Pihtipudas",
    "Posio",
    "Punkalaidun",
    "Puolanka",
    "Pyhtää",
    "Pyhäntä",
    "Pälkäne",
    "Pöytyä",
    "Ranua",
    "Rauma",
    "Rautalampi",
    "Rautavaara",
    "Rusko",
    "Savitaipale",
    "Somero",
    "Sulkava",
    "Taipalsaari",
    "Tampere",
    "Teuva",
    "Toholampi",
    "Tyrnävä",
    "Uurainen",
    "Vantaa",
    "Vehmaa",
    "Vesanto",
    "Vieremä",
    "Viitasaari",
    "Virrat",
    "Vöyri",
    "Ylitornio",
    "Ypäjä",
];

/// Endings of the outer local cases, and the municipalities that take the inner ones all the same.
const OUTER_ENDINGS: &[&str] = &[
    "joki", "järvi", "koski", "lahti", "mäki", "niemi", "nummi", "salmi", "vesi",
];
const INNER: &[&str] = &["Iisalmi", "Lahti", "Maalahti"];

/// Maakunnat of the outer local cases.
const OUTER_MAAKUNTA_ENDING: &str = "maa";

/// Municipalities whose name is also a common Finnish or Swedish word in one of its cases.
const WORDS: &[&str] = &[
    "Aura", "Geta", "Hanko", "Kannus", "Kolari", "Koski Tl", "Kotka", "Kurikka", "Lahti", "Laukaa",
    "Loppi", "Luoto", "Multia", "Nokia", "Perho", "Rusko", "Salo", "Somero", "Sulkava", "Sund",
    "Varkaus", "Virrat",
];

/// What belongs to a maakunta beside its row: English name, adjectives, abbreviation.
struct MaakuntaFacts {
    fi: &'static str,
    en: &'static str,
    adjectives: &'static [&'static str],
    adjectives_sv: &'static [&'static str],
    abbreviation: Option<&'static str>,
}

/// An adjective that could mean a wider area (pohjalainen, karjalainen) is left out.
const MAAKUNNAT: &[MaakuntaFacts] = &[
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
const COUNTIES_SINCE: u16 = 2021;

/// A row of the classification, columns in the order of the table.
struct Row<'a> {
    columns: Vec<&'a str>,
}

impl Row<'_> {
    fn column(&self, number: usize) -> &str {
        self.columns.get(number).copied().unwrap_or_default()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [regions, surnames, first_names] = arguments.as_slice() else {
        return Err("usage: regions REGIONS.tsv SURNAMES.tsv FIRST_NAMES.tsv".into());
    };
    let regions = std::fs::read_to_string(regions)?;
    let rows: Vec<Row<'_>> = regions
        .lines()
        .skip(1)
        .map(|line| Row {
            columns: line.split('\t').collect(),
        })
        .collect();
    let mut personal = names(&std::fs::read_to_string(surnames)?);
    personal.extend(names(&std::fs::read_to_string(first_names)?));

    println!("{HEAD}");
    print_table("maakunnat", &maakunnat(&rows)?);
    print_table("hyvinvointialueet", &counties(&rows));
    print_table("municipalities", &municipalities(&rows, &personal));
    Ok(())
}

/// One line a row.
fn print_table(name: &str, rows: &[Vec<String>]) {
    println!("{name} = [");
    for fields in rows {
        println!("  {{ {} }},", fields.join(", "));
    }
    println!("]");
}

/// The names of a list of `name TAB count`.
fn names(table: &str) -> HashSet<String> {
    table
        .lines()
        .filter_map(|line| line.split('\t').next())
        .map(str::to_owned)
        .collect()
}

fn maakunnat(rows: &[Row<'_>]) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let by_code: BTreeMap<&str, (&str, &str)> = rows
        .iter()
        .map(|row| (row.column(5), (row.column(3), row.column(4))))
        .collect();
    let mut table = Vec::new();
    for (code, (fi, sv)) in by_code {
        let facts = MAAKUNNAT
            .iter()
            .find(|facts| facts.fi == fi)
            .ok_or("unknown maakunta")?;
        let mut fields = vec![
            format!("id = {:?}", slug(fi)),
            format!("code = {code:?}"),
            format!("fi = {fi:?}"),
            format!("sv = {sv:?}"),
            format!("en = {:?}", facts.en),
        ];
        fields.extend(inflection(fi));
        if fi.ends_with(OUTER_MAAKUNTA_ENDING) {
            fields.push("outer = true".to_owned());
        }
        if !facts.adjectives.is_empty() {
            fields.push(format!("adjectives = {:?}", facts.adjectives));
        }
        if !facts.adjectives_sv.is_empty() {
            fields.push(format!("adjectives_sv = {:?}", facts.adjectives_sv));
        }
        fields.extend(
            facts
                .abbreviation
                .map(|short| format!("abbreviation = {short:?}")),
        );
        table.push(fields);
    }
    Ok(table)
}

fn counties(rows: &[Row<'_>]) -> Vec<Vec<String>> {
    let by_name: BTreeMap<&str, (&str, &str)> = rows
        .iter()
        .map(|row| (row.column(6), (row.column(7), row.column(3))))
        .collect();
    let fields = |(fi, (sv, maakunta)): (&str, (&str, &str))| {
        let mut fields = vec![
            format!("id = {:?}", county_slug(fi)),
            format!("fi = {fi:?}"),
            format!("sv = {sv:?}"),
            format!("maakunta = {:?}", slug(maakunta)),
        ];
        if fi.ends_with("hyvinvointialue") {
            fields.push(format!("since = {COUNTIES_SINCE}"));
        }
        fields
    };
    by_name.into_iter().map(fields).collect()
}

fn municipalities(rows: &[Row<'_>], personal: &HashSet<String>) -> Vec<Vec<String>> {
    let fields = |row: &Row<'_>| {
        let fi = row.column(0);
        let mut fields = vec![
            format!("id = {:?}", slug(fi)),
            format!("code = {:?}", row.column(2)),
            format!("fi = {fi:?}"),
            format!("sv = {:?}", row.column(1)),
            format!("maakunta = {:?}", slug(row.column(3))),
            format!("hyvinvointialue = {:?}", county_slug(row.column(6))),
        ];
        fields.extend(inflection(fi));
        let flags = [
            ("outer", is_outer(fi)),
            ("personal", personal.contains(fi)),
            ("word", WORDS.contains(&fi)),
        ];
        fields.extend(
            flags
                .iter()
                .filter(|(_, set)| *set)
                .map(|(name, _)| format!("{name} = true")),
        );
        fields
    };
    rows.iter().map(fields).collect()
}

/// The fields that state how a name inflects.
fn inflection(name: &str) -> Vec<String> {
    let [genitive, partitive, illative] = cases(name);
    let mut lines = vec![format!(
        "inflected = [{genitive:?}, {partitive:?}, {illative:?}]"
    )];
    let plural = genitive.ends_with("sten") && illative.ends_with("siin");
    let stem = STEMS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, stem)| (*stem).to_owned());
    if let Some(stem) = stem.or_else(|| plural.then(|| illative[..illative.len() - 2].to_owned())) {
        lines.push(format!("stem = {stem:?}"));
    }
    if let Some((_, local)) = BOTH_PARTS.iter().find(|(known, _)| *known == name) {
        lines.push(format!("local = {local:?}"));
    }
    lines
}

/// Genitive, partitive and illative of a place name.
fn cases(name: &str) -> [String; 3] {
    if let Some(name) = name.strip_suffix(" Tl") {
        return cases(name).map(|form| format!("{form} Tl"));
    }
    if let Some((_, genitive, partitive, illative)) =
        IRREGULAR.iter().find(|(known, ..)| *known == name)
    {
        return [genitive, partitive, illative].map(|form| (*form).to_owned());
    }
    let lower = name.to_lowercase();
    for (ending, stem, partitive, illative) in ENDINGS {
        if lower.ends_with(ending) && !(*ending == "maa" && is_one_word_maa(name)) {
            let kept = &name[..name.len() - ending.len()];
            let joined = |end: &str| {
                if kept.is_empty() {
                    capitalised(end)
                } else {
                    format!("{kept}{end}")
                }
            };
            return [
                joined(&format!("{stem}n")),
                joined(partitive),
                joined(illative),
            ];
        }
    }
    regular(name)
}

/// Names that end in the letters "maa" but not in the word.
fn is_one_word_maa(name: &str) -> bool {
    matches!(name, "Loimaa" | "Vehmaa")
}

/// Names whose stem is the name itself (or the name and an i), by their last sounds.
fn regular(name: &str) -> [String; 3] {
    let vowel = if is_back(name) { 'a' } else { 'ä' };
    let mut last = name.chars().rev();
    let end = last.next().unwrap_or_default();
    let before = last.next().unwrap_or_default();
    if !is_vowel(end) {
        return [
            format!("{name}in"),
            format!("{name}i{vowel}"),
            format!("{name}iin"),
        ];
    }
    let genitive = format!("{name}n");
    if end == before {
        return [genitive, format!("{name}t{vowel}"), format!("{name}seen")];
    }
    if name == "Ii" {
        return [genitive, "Iitä".to_owned(), "Iihin".to_owned()];
    }
    let hiatus = is_vowel(before) && matches!(end, 'o' | 'ö');
    let partitive = if hiatus {
        format!("{name}t{vowel}")
    } else {
        format!("{name}{vowel}")
    };
    [genitive, partitive, format!("{name}{end}n")]
}

fn is_outer(name: &str) -> bool {
    let lower = name.to_lowercase();
    OUTER.contains(&name)
        || (OUTER_ENDINGS.iter().any(|ending| lower.ends_with(ending)) && !INNER.contains(&name))
}

fn is_vowel(character: char) -> bool {
    "aeiouyäöå".contains(character)
}

/// Whether the last vowel that decides is a back vowel.
fn is_back(name: &str) -> bool {
    name.to_lowercase()
        .chars()
        .rev()
        .find(|character| "aouåäöy".contains(*character))
        .is_some_and(|character| "aouå".contains(character))
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    first + characters.as_str()
}

/// Lower case, without dots and rings, words joined by hyphens.
fn slug(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|character| match character {
            'ä' | 'å' => Some('a'),
            'ö' => Some('o'),
            ' ' => Some('-'),
            ':' => None,
            other => Some(other),
        })
        .collect()
}

/// Åland is its own county in the classification: its slug must differ from the maakunta's.
fn county_slug(name: &str) -> String {
    if name == "Ahvenanmaa" {
        "ahvenanmaa-hva".to_owned()
    } else {
        slug(name)
    }
}
