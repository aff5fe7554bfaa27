//! The words in classes and ids of parts that are not the article.

use Reach::{Stem, Word};

use self::Hint::{Column, Comments, Controls, Other, Paid, Surely};

/// What an element says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// A menu, an advertisement, a box about other articles, a form.
    Other,
    /// The same, and surely no article under a name that misleads.
    Surely,
    /// Buttons to share or print, topic words: what holds little text.
    Controls,
    /// What readers wrote: often longer than the article.
    Comments,
    /// What is shown to those who pay, or a prompt to do so.
    Paid,
    /// A column beside the article, or what is arranged to have one.
    Column,
}

/// How a word of the table is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The whole word.
    Word,
    /// Words that begin so.
    Stem,
}

/// Words of parts that are not the article, sorted, in the languages of most pages.
pub(super) const WORDS: &[(&str, Reach, Hint)] = &[
    ("a2a", Word, Controls),
    ("abo", Word, Other),
    ("abobox", Word, Other),
    ("abonn", Stem, Other),
    ("ad", Word, Other),
    ("adbox", Word, Other),
    ("addthis", Stem, Controls),
    ("addtoany", Stem, Controls),
    ("ads", Word, Other),
    ("adsbygoogle", Word, Other),
    ("adsense", Word, Other),
    ("adslot", Word, Other),
    ("adunit", Word, Other),
    ("advert", Stem, Other),
    ("affiliate", Stem, Other),
    ("alatunniste", Stem, Surely),
    ("annonce", Word, Other),
    ("annons", Stem, Other),
    ("anzeige", Stem, Other),
    ("author", Word, Other),
    ("authorbio", Word, Other),
    ("authorbox", Word, Other),
    ("authors", Word, Other),
    ("banner", Stem, Other),
    ("breadcrumb", Stem, Surely),
    ("byline", Stem, Other),
    ("comentario", Stem, Comments),
    ("comment", Word, Comments),
    ("commentaire", Stem, Comments),
    ("commentform", Stem, Comments),
    ("commenti", Word, Comments),
    ("commentlist", Stem, Comments),
    ("comments", Stem, Comments),
    ("comparti", Stem, Controls),
    ("condivi", Stem, Controls),
    ("consent", Stem, Surely),
    ("cookie", Stem, Surely),
    ("copyright", Stem, Other),
    ("correlati", Word, Other),
    ("cta", Word, Other),
    ("dela", Word, Controls),
    ("delen", Word, Controls),
    ("dialog", Word, Surely),
    ("diskussion", Stem, Comments),
    ("disqus", Stem, Comments),
    ("donate", Stem, Other),
    ("donation", Stem, Other),
    ("empfehl", Stem, Other),
    ("evaste", Stem, Surely),
    ("feedback", Word, Other),
    ("followus", Word, Other),
    ("footer", Word, Surely),
    ("gdpr", Stem, Surely),
    ("gerelateerd", Stem, Other),
    ("haku", Word, Surely),
    ("jaa", Word, Controls),
    ("keskustelu", Stem, Comments),
    ("komment", Stem, Comments),
    ("login", Stem, Controls),
    ("masthead", Word, Surely),
    ("meistgelesen", Word, Other),
    ("menu", Word, Surely),
    ("modal", Stem, Surely),
    ("mostpopular", Word, Other),
    ("mostread", Word, Other),
    ("murupolku", Word, Surely),
    ("nav", Word, Surely),
    ("navbar", Stem, Other),
    ("navi", Word, Surely),
    ("navigation", Stem, Surely),
    ("newsletter", Stem, Surely),
    ("nieuwsbrief", Stem, Surely),
    ("nocontent", Word, Other),
    ("noprint", Word, Controls),
    ("nyhetsbrev", Stem, Surely),
    ("outbrain", Stem, Other),
    ("pagenav", Stem, Surely),
    ("pager", Word, Surely),
    ("paginat", Stem, Surely),
    ("palaute", Word, Other),
    ("partage", Stem, Controls),
    ("paywall", Stem, Paid),
    ("plista", Stem, Other),
    ("popup", Stem, Surely),
    ("prevnext", Word, Other),
    ("print", Word, Controls),
    ("privacy", Stem, Other),
    ("promo", Stem, Other),
    ("publicidad", Stem, Other),
    ("publicite", Stem, Other),
    ("ratings", Word, Controls),
    ("reacties", Word, Comments),
    ("readalso", Word, Other),
    ("readmore", Word, Other),
    ("recirc", Stem, Other),
    ("recommend", Stem, Other),
    ("regwall", Stem, Paid),
    ("relacionad", Stem, Other),
    ("related", Stem, Other),
    ("relaterade", Word, Other),
    ("relaterat", Word, Other),
    ("respond", Word, Comments),
    ("search", Word, Surely),
    ("searchbox", Word, Surely),
    ("searchform", Word, Surely),
    ("share", Stem, Controls),
    ("sharing", Stem, Controls),
    ("sidebar", Stem, Column),
    ("signup", Stem, Controls),
    ("skiplink", Stem, Controls),
    ("skipnav", Stem, Controls),
    ("social", Stem, Controls),
    ("some", Word, Controls),
    ("sponsor", Stem, Other),
    ("subscri", Stem, Other),
    ("suositel", Stem, Other),
    ("suscri", Stem, Other),
    ("taboola", Stem, Other),
    ("tagcloud", Word, Surely),
    ("taglist", Word, Controls),
    ("tags", Word, Controls),
    ("teilen", Word, Controls),
    ("testimonials", Word, Other),
    ("toolbar", Stem, Controls),
    ("topbar", Word, Surely),
    ("trending", Stem, Other),
    ("upsell", Stem, Other),
    ("uutiskirje", Stem, Surely),
    ("verwandte", Stem, Other),
    ("werbung", Stem, Other),
    ("widgets", Word, Other),
    ("wpdiscuz", Stem, Comments),
    ("yarpp", Stem, Other),
    ("zergnet", Stem, Other),
];

/// Letters from `a` to `z`.
const LETTERS: usize = 26;

/// Where the words of each letter begin in [`WORDS`], and behind the last letter where they end.
pub(super) const FIRSTS: [usize; LETTERS + 1] = {
    let mut firsts = [0; LETTERS + 1];
    let mut letter = 0;
    let mut number = 0;
    while letter < firsts.len() {
        while number < WORDS.len() && ((WORDS[number].0.as_bytes()[0] - b'a') as usize) < letter {
            number += 1;
        }
        firsts[letter] = number;
        letter += 1;
    }
    firsts
};
