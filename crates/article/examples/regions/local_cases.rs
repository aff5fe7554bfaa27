//! Which place names take the outer local cases (Tampereella) and which the inner ones (Turussa).

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

/// Whether a municipality takes the outer ones.
pub(crate) fn is_outer(name: &str) -> bool {
    let lower = name.to_lowercase();
    OUTER.contains(&name)
        || (OUTER_ENDINGS.iter().any(|ending| lower.ends_with(ending)) && !INNER.contains(&name))
}
