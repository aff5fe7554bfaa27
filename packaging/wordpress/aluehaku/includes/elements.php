<?php
/**
 * The two elements as HTML. Both work without the script; what people write into them is escaped.
 */

defined( 'ABSPATH' ) || exit;

const ALUEHAKU_PRESETS   = array( 'region', 'municipality', 'person', 'project', 'organisation', 'source', 'topic' );
const ALUEHAKU_LANGUAGES = array( 'fi', 'sv', 'en' );
const ALUEHAKU_WORDS     = array(
	'fi' => array( 'label' => 'Hae alueiden uutisista', 'button' => 'Hae', 'all' => 'Kaikki uutiset' ),
	'sv' => array( 'label' => 'Sök i regionernas nyheter', 'button' => 'Sök', 'all' => 'Alla nyheter' ),
	'en' => array( 'label' => 'Search regional news', 'button' => 'Search', 'all' => 'All news' ),
);

/**
 * The latest news: shortcode and block.
 *
 * @param mixed $given Attributes as they were written.
 */
function aluehaku_news( $given ) {
	$set = aluehaku_settings_of( $given );
	if ( '' === aluehaku_service() ) {
		return aluehaku_unset_notice();
	}
	aluehaku_enqueue();
	$search = array_filter( array_intersect_key( $set, array_flip( array_merge( array( 'q' ), ALUEHAKU_PRESETS ) ) ), 'strlen' );
	$items  = '';
	foreach ( aluehaku_hits( $search + array( 'ui' => $set['lang'] ), $set['limit'] ) as $hit ) {
		$items .= aluehaku_item( $hit );
	}
	$all = aluehaku_service() . '/search?' . http_build_query( $search + array( 'sort' => '-published', 'ui' => $set['lang'] ), '', '&' );
	return sprintf(
		'<aluehaku-news%s>%s<p><a href="%s">%s</a></p></aluehaku-news>',
		aluehaku_attributes( $set ),
		'' === $items ? '' : '<ul>' . $items . '</ul>',
		esc_url( $all ),
		esc_html( ALUEHAKU_WORDS[ $set['lang'] ]['all'] )
	);
}

/**
 * The search: shortcode and block.
 *
 * @param mixed $given Attributes as they were written.
 */
function aluehaku_search( $given ) {
	$set = aluehaku_settings_of( $given );
	if ( '' === aluehaku_service() ) {
		return aluehaku_unset_notice();
	}
	aluehaku_enqueue();
	$words  = ALUEHAKU_WORDS[ $set['lang'] ];
	$id     = wp_unique_id( 'aluehaku-q-' );
	$fields = '';
	foreach ( array_merge( ALUEHAKU_PRESETS, array( 'ui' ) ) as $name ) {
		$value = 'ui' === $name ? $set['lang'] : $set[ $name ];
		if ( '' !== $value ) {
			$fields .= sprintf( '<input type="hidden" name="%s" value="%s">', esc_attr( $name ), esc_attr( $value ) );
		}
	}
	return sprintf(
		'<aluehaku-search%1$s><form action="%2$s" role="search"><label for="%3$s">%4$s</label><input id="%3$s" name="q" type="search">%5$s<button type="submit">%6$s</button></form></aluehaku-search>',
		aluehaku_attributes( $set ),
		esc_url( aluehaku_service() . '/search' ),
		esc_attr( $id ),
		esc_html( '' === $set['label'] ? $words['label'] : $set['label'] ),
		$fields,
		esc_html( $words['button'] )
	);
}

/**
 * Everything that can be set, with what holds where nothing usable was written.
 *
 * @param mixed $given Attributes as they were written.
 */
function aluehaku_settings_of( $given ) {
	$given = is_array( $given ) ? $given : array();
	$text  = static function ( $name ) use ( $given ) {
		return isset( $given[ $name ] ) && is_scalar( $given[ $name ] ) ? trim( (string) $given[ $name ] ) : '';
	};
	$set   = array();
	foreach ( array_merge( array( 'q', 'facets', 'label', 'shortcut' ), ALUEHAKU_PRESETS ) as $name ) {
		$set[ $name ] = $text( $name );
	}
	$limit        = (int) $text( 'limit' );
	$set['limit'] = $limit > 0 ? min( $limit, 20 ) : 5;
	$language     = '' === $text( 'lang' ) ? substr( determine_locale(), 0, 2 ) : $text( 'lang' );
	$set['lang']  = in_array( $language, ALUEHAKU_LANGUAGES, true ) ? $language : 'fi';
	// `[aluehaku_search modal]` has the word as a value without a name.
	$set['modal'] = in_array( 'modal', $given, true ) || in_array( $text( 'modal' ), array( '1', 'true', 'modal', 'yes' ), true );
	return $set;
}

/**
 * What is set, as attributes of an element.
 *
 * @param array $set Everything that can be set.
 */
function aluehaku_attributes( array $set ) {
	$html = sprintf( ' service="%s"', esc_url( aluehaku_service() ) );
	foreach ( $set as $name => $value ) {
		if ( true === $value ) {
			$html .= ' ' . $name;
		} elseif ( false !== $value && '' !== $value ) {
			$html .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
		}
	}
	return $html;
}

/**
 * One article of the list that stands there without script.
 *
 * @param array $hit What is shown of it.
 */
function aluehaku_item( array $hit ) {
	$lang = '' === $hit['language'] ? '' : sprintf( ' lang="%s"', esc_attr( $hit['language'] ) );
	$time = preg_match( '/^\d{4}-\d{2}-\d{2}$/', $hit['day'] )
		? ' · ' . esc_html( date_i18n( get_option( 'date_format', 'j.n.Y' ), (int) strtotime( $hit['day'] . ' 12:00:00' ) ) )
		: '';
	return sprintf( '<li><a href="%s"%s>%s</a> <small>%s%s</small></li>', esc_url( $hit['address'] ), $lang, esc_html( $hit['title'] ), esc_html( $hit['source'] ), $time );
}

/** Loads the script once, where the settings allow it. */
function aluehaku_enqueue() {
	if ( aluehaku_has_script() ) {
		wp_enqueue_script_module( 'aluehaku', aluehaku_service() . '/embed/v1/search.js', array(), null );
	}
}

/** What those who can mend it are told; readers see nothing. */
function aluehaku_unset_notice() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return '';
	}
	return '<p>' . esc_html__( 'Aluehaku: set the address of the service under Settings.', 'aluehaku' ) . '</p>';
}
