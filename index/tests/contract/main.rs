//! What every search engine must do, each statement a test that runs on each engine.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod copies;
mod counting;
mod events;
mod filtering;
mod helping;
mod listing;
mod matching;
mod model;
mod ordering;
mod querying;
mod ranking;
mod showing;
mod support;
mod sure;
mod vocabulary;
mod writing;

#[path = "../support/cluster.rs"]
mod cluster;

use std::sync::Arc;
use std::time::Duration;

use aluehaku_article::listing::PersonThreshold;
use aluehaku_finnish::Finnish;
use aluehaku_index::analysis::TextAnalyzer;
use aluehaku_index::analysis::finnish::FinnishAnalyzer;
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{self, Embedded};
use aluehaku_index::engine::Engine;
use aluehaku_index::opensearch::{self, OpenSearch};
use aluehaku_index::vocabulary::Vocabulary;

/// Puts forward everyone whom an article names.
const EVERYONE: PersonThreshold = PersonThreshold {
    articles: 1,
    sources: 1,
};

/// What an engine is made with.
struct Setup {
    analyzer: Arc<dyn TextAnalyzer>,
    person_threshold: PersonThreshold,
    vocabulary: Arc<Vocabulary>,
}

impl Setup {
    /// An engine that puts everyone forward.
    fn of(analyzer: impl TextAnalyzer + 'static) -> Self {
        Self {
            analyzer: Arc::new(analyzer),
            person_threshold: EVERYONE,
            vocabulary: Arc::default(),
        }
    }

    /// One that demands more of whom it puts forward.
    fn demanding(person_threshold: PersonThreshold) -> Self {
        Self {
            person_threshold,
            ..Self::of(Snowball)
        }
    }

    /// One that guesses at base forms.
    fn guessing() -> Self {
        Self::of(FinnishAnalyzer::new(Arc::new(Finnish::new(None)), 0))
    }

    /// One that knows words that mean the same.
    fn with_vocabulary(self, table: &str) -> Self {
        let vocabulary = Arc::new(Vocabulary::from_text(table).unwrap());
        Self { vocabulary, ..self }
    }
}

/// Runs a statement on an empty embedded engine, which does not wait for locks.
fn on_embedded(setup: Setup, statement: fn(&dyn Engine)) {
    let directory = tempfile::tempdir().unwrap();
    let options = embedded::Options {
        lock_patience: Duration::ZERO,
        person_threshold: setup.person_threshold,
        vocabulary: setup.vocabulary,
        ..embedded::Options::default()
    };
    let engine = Embedded::open(directory.path(), setup.analyzer, options).unwrap();
    statement(&engine);
}

/// Runs a statement on an empty engine in a cluster, where there is one.
fn on_opensearch(setup: Setup, statement: fn(&dyn Engine)) {
    let Some(cluster) = cluster::shared() else {
        return;
    };
    let name = cluster::fresh_name();
    let options = opensearch::Options {
        nodes: cluster.addresses(),
        name: name.clone(),
        shards: 2,
        lock_patience: Duration::ZERO,
        suggestion_age: Duration::ZERO,
        person_threshold: setup.person_threshold,
        vocabulary: setup.vocabulary,
        ..opensearch::Options::default()
    };
    let engine = OpenSearch::open(setup.analyzer, options).unwrap();
    statement(&engine);
    drop(engine);
    cluster.forget(&name);
}

/// Makes a test of each statement of an area, on an engine as it is or made with something else.
macro_rules! statements {
    ($run:path; $area:ident: $($statement:ident),+ $(,)?) => {
        statements!($run; $area, crate::Setup::of(crate::Snowball) => $($statement),+);
    };
    ($run:path; $area:ident, $setup:expr => $($statement:ident),+ $(,)?) => {
        mod $area {
            $(
                #[test]
                fn $statement() {
                    $run($setup, crate::$area::$statement);
                }
            )+
        }
    };
}

/// Every statement, on the engine that a function makes.
macro_rules! contract {
    ($run:path) => {

    statements!($run;
        events:
        articles_are_narrowed_to_days_of_what_they_tell_of,
        events_come_back_masked,
    );
    statements!($run;
        querying:
        words_are_found_in_their_forms,
        any_word_suffices_unless_all_are_demanded,
        an_empty_query_finds_everything,
        exclusions_hold_always,
        alternatives_and_groups_hold,
        phrases_are_words_in_a_row_in_any_form,
        exact_forms_are_found_as_they_stand,
        prefixes_are_beginnings_of_words,
        parts_of_words_with_hyphens_are_found,
        letters_without_dots_are_found_below,
        foreign_letters_are_found_typed_with_and_without,
        fields_are_demands,
        authors_are_found_by_their_names,
        each_language_has_its_own_forms,
        masks_are_not_found,
    );
    statements!($run;
        matching:
        articles_with_every_word_are_hits_and_others_come_close,
        what_comes_close_fills_the_page_after_its_last_hit,
        words_are_left_out_where_no_article_has_all,
        demanded_words_are_never_left_out,
        a_filter_decides_which_words_are_left_out,
        quotations_that_occur_nowhere_are_searched_as_words,
        a_minus_after_a_word_is_a_hyphen_where_the_texts_say_so,
        parts_count_only_where_no_article_has_a_word,
        a_copy_of_a_hit_does_not_come_close,
        every_count_is_what_choosing_leaves,
    );
    statements!($run;
        ordering:
        title_counts_more_than_lead_and_lead_more_than_body,
        more_words_rank_higher,
        orders_by_time_put_undated_last,
        without_query_words_the_newest_come_first,
        ties_are_ordered_by_identifier,
        pages_join_without_gaps,
        a_cursor_stays_in_place_while_the_index_changes,
    );
    statements!($run;
        ranking:
        the_first_places_are_those_of_reading_everything,
        newer_articles_come_first_among_equals,
        a_cursor_by_relevance_stays_with_its_article,
        a_filter_changes_no_score,
    );
    statements!($run;
        helping:
        titles_names_and_words_are_suggested,
        similar_articles_share_telling_words,
        copies_are_not_similar_but_the_same,
        a_better_spelling_is_offered_where_nothing_is_found,
        what_only_removed_articles_had_is_offered_no_more,
        each_filter_says_what_it_costs_where_hits_are_few,
        an_answer_cut_by_the_time_limit_says_so,
    );
    statements!($run;
        filtering:
        values_of_one_facet_are_alternatives,
        different_facets_must_all_hold,
        excluded_values_must_not_hold,
        days_are_finnish_days,
    );
    statements!($run;
        counting:
        values_are_counted_most_frequent_first,
        a_filter_does_not_hide_the_values_of_its_facet,
        values_beyond_the_limit_are_added_up,
        months_between_are_filled_and_mistakes_apart,
        facet_values_are_found_by_the_beginnings_of_their_words,
    );
    statements!($run;
        listing, crate::Setup::demanding(crate::listing::THRESHOLD) =>
        persons_are_put_forward_from_some_articles_and_sources_on,
        facets_count_those_put_forward_and_those_asked_for,
        whoever_is_named_less_is_put_forward_no_longer,
    );
    statements!($run;
        copies:
        the_best_sorted_copy_is_the_hit,
        only_matching_copies_are_folded,
        counts_are_of_the_hits_that_choosing_leaves,
        every_copy_is_a_hit_when_asked_for,
        pages_do_not_repeat_a_group,
    );
    statements!($run;
        showing:
        words_that_matched_are_marked_as_they_stand,
        the_hyphen_that_joins_a_word_is_not_marked,
        phrases_are_marked_as_phrases,
        the_lead_is_shown_where_it_shows_more,
        reasons_say_how_words_met,
        articles_come_back_whole_but_masked,
        hostile_texts_are_taken_and_shown,
        queries_of_every_shape_are_answered,
    );
    statements!($run;
        writing:
        a_new_index_is_empty,
        putting_replaces_the_article_with_the_same_identifier,
        removed_articles_are_gone,
        revisions_are_kept_with_commits,
        what_is_not_committed_is_forgotten,
        a_reader_never_changes,
        there_is_one_writer,
        a_rebuild_takes_the_place_of_the_live_generation,
        a_wrong_count_keeps_the_live_generation,
        readers_work_while_the_index_is_written,
    );
    statements!($run; model: answers_are_those_of_plain_loops);

    statements!($run;
        vocabulary, crate::vocabulary::setup() =>
        an_abbreviation_finds_what_it_stands_for_below,
        a_name_of_several_words_is_found_and_finds,
        an_exclusion_leaves_out_only_what_it_says,
        a_match_by_another_name_is_explained_as_one,
    );
    statements!($run;
        sure, crate::sure::setup() =>
        stored_searches_find_what_a_search_finds,
        stored_searches_find_what_any_search_of_these_words_finds,
    );
    mod guessing {
        statements!($run; helping, crate::Setup::guessing() => suggested_words_are_words);
    }
    mod knowing_grammar {
        statements!($run;
            ranking, crate::Setup::of(crate::ranking::KnowsGrammar) => words_of_grammar_count_half);
        statements!($run;
            matching, crate::Setup::of(crate::ranking::KnowsGrammar) => words_of_grammar_are_not_demanded);
    }
    };
}

mod on_the_embedded_engine {
    contract!(crate::on_embedded);
}

mod on_a_cluster {
    contract!(crate::on_opensearch);
}
