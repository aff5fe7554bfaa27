<?php
/**
 * What the service is asked. Answers are kept for a while; as long as the service does not answer, the
 * last answer is shown.
 */

defined( 'ABSPATH' ) || exit;

const ALUEHAKU_FRESH_SECONDS = 900;
const ALUEHAKU_KEPT_SECONDS  = 86400;

/**
 * The hits of a search, newest first; none where the service never answered.
 *
 * @param array $search Parameters of the search by name.
 * @param int   $limit  Most hits.
 */
function aluehaku_hits( array $search, $limit ) {
	$service = aluehaku_service();
	if ( '' === $service ) {
		return array();
	}
	$query   = $search + array(
		'sort'      => '-published',
		'per_page'  => $limit,
		'histogram' => 0,
	);
	$address = $service . '/api/v1/search?' . http_build_query( $query, '', '&' );
	$key     = 'aluehaku_' . md5( $address );
	$kept    = get_transient( $key );
	if ( is_array( $kept ) && $kept['at'] > time() - ALUEHAKU_FRESH_SECONDS ) {
		return $kept['hits'];
	}
	$hits = aluehaku_ask( $address );
	if ( null === $hits ) {
		$hits = is_array( $kept ) ? $kept['hits'] : array();
	}
	// A service that is down is not asked again by every reader.
	set_transient( $key, array( 'at' => time(), 'hits' => $hits ), ALUEHAKU_KEPT_SECONDS );
	return $hits;
}

/**
 * Asks the service; null when there is no usable answer.
 *
 * @param string $address What to ask.
 */
function aluehaku_ask( $address ) {
	$answer = wp_remote_get( $address, array( 'timeout' => 4, 'redirection' => 0 ) );
	if ( is_wp_error( $answer ) || 200 !== (int) wp_remote_retrieve_response_code( $answer ) ) {
		return null;
	}
	$found = json_decode( wp_remote_retrieve_body( $answer ), true );
	if ( ! is_array( $found ) || ! isset( $found['hits'] ) || ! is_array( $found['hits'] ) ) {
		return null;
	}
	return array_values( array_filter( array_map( 'aluehaku_hit', $found['hits'] ) ) );
}

/**
 * What is shown of a hit; null for what is none.
 *
 * @param mixed $hit As the service gives it.
 */
function aluehaku_hit( $hit ) {
	$text = static function ( $name ) use ( $hit ) {
		return isset( $hit[ $name ] ) && is_string( $hit[ $name ] ) ? $hit[ $name ] : '';
	};
	if ( ! is_array( $hit ) || '' === $text( 'id' ) || '' === $text( 'title' ) ) {
		return null;
	}
	$address = $text( 'url' );
	if ( ! preg_match( '#^https?://#i', $address ) ) {
		$address = aluehaku_service() . '/articles/' . rawurlencode( $text( 'id' ) );
	}
	return array(
		'address'  => $address,
		'title'    => $text( 'title' ),
		'source'   => $text( 'source_name' ),
		'day'      => substr( $text( 'published' ), 0, 10 ),
		'language' => preg_match( '/^[a-z]{2,3}$/', $text( 'language' ) ) ? $text( 'language' ) : '',
	);
}
