//! The fourth table of texts: alerts, on their pages and in their messages.

use super::language::Language;
use super::messages::messages;
use crate::archive::alerts::Rhythm;

/// The texts of a language.
#[must_use]
pub fn alert_texts(language: Language) -> &'static AlertTexts {
    match language {
        Language::Finnish => &FINNISH,
        Language::Swedish => &SWEDISH,
        Language::English => &ENGLISH,
    }
}

impl AlertTexts {
    /// How often somebody is told.
    #[must_use]
    pub fn rhythm(&self, rhythm: Rhythm) -> &'static str {
        match rhythm {
            Rhythm::AtOnce => self.at_once,
            Rhythm::Daily => self.daily,
            Rhythm::Weekly => self.weekly,
        }
    }
}

messages! {
    AlertTexts;
    // The page where one is asked for.
    follow: "Seuraa hakua:", "Följ sökningen:", "Follow this search:";
    heading: "Tilaa hälytys uusista osumista", "Beställ bevakning av nya träffar", "Get an alert for new results";
    intro: "Saat viestin, kun haku löytää uuden tai muuttuneen artikkelin. Tiliä ei tarvita, ja voit perua milloin tahansa yhdellä napsautuksella.",
        "Du får ett meddelande när sökningen hittar en ny eller ändrad artikel. Inget konto behövs, och du kan avsluta när som helst med ett klick.",
        "You get a message when the search finds a new or changed article. No account is needed, and you can leave at any time with one click.";
    search: "Haku", "Sökning", "Search";
    everything: "Kaikki artikkelit", "Alla artiklar", "All articles";
    way: "Miten", "Hur", "How";
    by_mail: "Sähköpostilla", "Med e-post", "By e-mail";
    by_webhook: "Verkko-osoitteeseen (webhook)", "Till en webbadress (webhook)", "To a web address (webhook)";
    recipient: "Sähköpostiosoite", "E-postadress", "E-mail address";
    recipient_any: "Sähköpostiosoite tai https-osoite", "E-postadress eller https-adress", "E-mail address or https address";
    recipient_webhook: "https-osoite", "https-adress", "https address";
    how_often: "Kuinka usein", "Hur ofta", "How often";
    at_once: "Heti", "Genast", "At once";
    daily: "Kerran päivässä", "En gång om dagen", "Once a day";
    weekly: "Kerran viikossa", "En gång i veckan", "Once a week";
    submit: "Tilaa", "Beställ", "Subscribe";
    privacy: "Osoite talletetaan salattuna, sitä käytetään vain tähän, ja se poistetaan, kun perut tilauksen, kun viestit eivät mene perille tai kun et vuosittain vastaa, haluatko vielä viestejä.",
        "Adressen sparas krypterad, används bara för detta och tas bort när du avslutar, när meddelanden inte kommer fram eller när du inte årligen svarar att du vill ha dem.",
        "The address is kept encrypted, is used for this alone, and is removed when you leave, when messages do not reach you, or when you do not answer once a year that you still want them.";

    // What becomes of it.
    asked_heading: "Vahvista vielä tilaus", "Bekräfta ännu beställningen", "Please confirm";
    asked: "Lähetimme vahvistuslinkin antamaasi osoitteeseen. Hälytys alkaa, kun avaat linkin ja vahvistat. Jos mitään ei tule tunnin kuluessa, osoite oli väärä tai siihen on jo tilattu tämä hälytys.",
        "Vi skickade en bekräftelselänk till adressen. Bevakningen börjar när du öppnar länken och bekräftar. Om inget kommer inom en timme var adressen fel eller bevakningen redan beställd.",
        "We sent a link to your address. The alert begins once you open the link and confirm. If nothing arrives within an hour, the address was wrong or has this alert already.";
    secret: "Viestien allekirjoituksen avain, jota ei näytetä uudelleen:",
        "Nyckeln till meddelandenas signatur, som inte visas igen:",
        "The key of the messages' signature, which is not shown again:";
    bad_recipient: "Tähän osoitteeseen ei voi lähettää. Tarkista se.", "Till den adressen kan inget skickas. Kontrollera den.",
        "Nothing can be sent to this address. Please check it.";
    too_wide: "Valitse hakusana tai rajaus: kaikista artikkeleista ei lähetetä hälytyksiä.",
        "Välj ett sökord eller en avgränsning: bevakning av alla artiklar finns inte.",
        "Choose a word or a filter: there are no alerts for all articles.";
    bad_search: "Tästä hausta ei voi tilata hälytystä.", "Den här sökningen kan inte bevakas.",
        "There can be no alert for this search.";
    busy: "Tilauksia tulee nyt liikaa. Yritä myöhemmin uudelleen.", "Just nu kommer för många beställningar. Försök igen senare.",
        "Too many people are asking just now. Please try again later.";
    confirm_heading: "Vahvista hälytys", "Bekräfta bevakningen", "Confirm the alert";
    confirm_button: "Kyllä, lähettäkää viestejä", "Ja, skicka meddelanden", "Yes, send messages";
    confirmed_heading: "Hälytys on voimassa", "Bevakningen gäller", "The alert is on";
    confirmed: "Saat viestin, kun uutta löytyy. Jokaisessa viestissä on linkki, jolla perut tilauksen.",
        "Du får ett meddelande när det finns något nytt. I varje meddelande finns en länk för att avsluta.",
        "You get a message when there is something new. Each message has a link to leave.";
    leave_heading: "Peru hälytys", "Avsluta bevakningen", "Leave";
    leave_button: "Peru hälytys ja poista osoitteeni", "Avsluta och ta bort min adress", "Leave and remove my address";
    left_heading: "Hälytys on peruttu", "Bevakningen är avslutad", "You have left";
    left: "Osoitteesi on poistettu tästä hälytyksestä. Viestejä ei enää lähetetä.",
        "Din adress är borttagen ur bevakningen. Inga fler meddelanden skickas.",
        "Your address is removed from this alert. No more messages are sent.";
    unknown_heading: "Linkki ei ole enää voimassa", "Länken gäller inte längre", "The link is no longer valid";
    unknown: "Hälytys on peruttu tai vanhentunut, tai linkki on vajaa. Voit tilata uuden hakusivulta.",
        "Bevakningen är avslutad eller har gått ut, eller så är länken ofullständig. Du kan beställa en ny på söksidan.",
        "The alert was left or has expired, or the link is incomplete. You can get a new one from the search page.";

    // Messages.
    mail_confirm_subject: "Vahvista hälytys: {search}", "Bekräfta bevakningen: {search}", "Confirm the alert: {search}";
    mail_confirm: "Joku, toivottavasti sinä, tilasi tähän osoitteeseen hälytyksen haulle:",
        "Någon, förhoppningsvis du, beställde till den här adressen bevakning av sökningen:",
        "Somebody, we hope you, asked for an alert to this address for the search:";
    mail_confirm_link: "Vahvista avaamalla linkki kahden vuorokauden kuluessa:",
        "Bekräfta genom att öppna länken inom två dygn:", "Confirm by opening this link within two days:";
    mail_confirm_else: "Jos et tilannut tätä, jätä viesti huomiotta: mitään ei lähetetä, ja osoite poistetaan.",
        "Om du inte har beställt detta, lämna meddelandet: inget skickas, och adressen tas bort.",
        "If this was not you, ignore this message: nothing is sent, and the address is removed.";
    mail_news_subject_one: "1 uusi artikkeli: {search}", "1 ny artikel: {search}", "1 new article: {search}";
    mail_news_subject_many: "{count} uutta artikkelia: {search}", "{count} nya artiklar: {search}", "{count} new articles: {search}";
    mail_news: "Uutta haulle: {search}", "Nytt för sökningen: {search}", "New for the search: {search}";
    mail_elsewhere: "Muualta", "Övriga", "Elsewhere";
    mail_more: "… ja {count} muuta:", "… och {count} till:", "… and {count} more:";
    mail_all: "Kaikki osumat:", "Alla träffar:", "All results:";
    mail_why: "Saat tämän viestin, koska tilasit ja vahvistit hälytyksen.",
        "Du får det här meddelandet eftersom du har beställt och bekräftat bevakningen.",
        "You get this message because you asked for the alert and confirmed it.";
    mail_leave: "Peru tilaus:", "Avsluta:", "Leave:";
    mail_renew_subject: "Haluatko yhä viestejä? {search}", "Vill du ha meddelanden också i fortsättningen? {search}", "Do you still want messages? {search}";
    mail_renew: "Tilasit hälytyksen vuosi sitten. Jos haluat viestejä edelleen, avaa linkki ja vahvista. Jos et tee mitään, osoitteesi poistetaan {day}.",
        "Du beställde bevakningen för ett år sedan. Om du vill ha meddelanden också i fortsättningen, öppna länken och bekräfta. Om du inte gör något tas din adress bort {day}.",
        "You asked for this alert a year ago. If you still want messages, open the link and confirm. If you do nothing, your address is removed on {day}.";
}
