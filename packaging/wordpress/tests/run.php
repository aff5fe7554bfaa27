<?php
/**
 * Tests of the plugin over stand-ins for the functions of WordPress that it calls:
 *
 *     php packaging/wordpress/tests/run.php
 *
 * Ends with 0 when everything holds.
 */

declare( strict_types=1 );

define( 'ABSPATH', '/' );
require __DIR__ . '/stand_ins.php';
require dirname( __DIR__ ) . '/aluehaku/aluehaku.php';

const HOSTILE = '"><script>alert(1)</script>';

/**
 * A reply of the service.
 *
 * @param array $hits Its hits.
 */
function reply( array $hits ) {
	Stage::$answer = array( 'code' => 200, 'body' => json_encode( array( 'hits' => $hits ) ) );
}

$hit = array(
	'id'          => 'a1',
	'url'         => 'https://lehti.example/juttu',
	'title'       => 'Talkoot <b>kylällä</b>',
	'source_name' => 'Kylälehti',
	'published'   => '2024-05-03T10:00:00+03:00',
	'language'    => 'fi',
);

$tests = array(
	'nothing is shown to readers until the address is set' => function () {
		same( '', aluehaku_news( array() ) );
		same( '', aluehaku_search( '' ) );
		Stage::$may = true;
		holds( str_contains( aluehaku_news( array() ), 'Settings' ) );
		same( array(), Stage::$asked );
	},
	'the address of the service is cleaned' => function () {
		same( 'https://haku.example', aluehaku_clean_service( ' https://Haku.example/embed?x=1 ' ) );
		same( 'http://127.0.0.1:8080', aluehaku_clean_service( 'http://127.0.0.1:8080/' ) );
		foreach ( array( '', 'haku.example', 'javascript:alert(1)', 'https://', HOSTILE, 'https://a"b.example', null ) as $address ) {
			same( '', aluehaku_clean_service( $address ) );
		}
	},
	'the news are a list that works without script' => function () use ( $hit ) {
		Stage::$options['aluehaku_service'] = 'https://haku.example';
		reply( array( $hit, array( 'id' => 'a2', 'title' => 'Ilman osoitetta', 'url' => 'javascript:alert(1)' ), 'nonsense', array( 'id' => 'a3' ) ) );
		$html = aluehaku_news( array( 'region' => 'Keski-Suomi', 'limit' => '3' ) );
		holds( str_contains( $html, '<a href="https://lehti.example/juttu" lang="fi">Talkoot &lt;b&gt;kylällä&lt;/b&gt;</a> <small>Kylälehti · 2024-05-03</small>' ) );
		holds( str_contains( $html, 'href="https://haku.example/articles/a2"' ) );
		same( 2, substr_count( $html, '<li>' ) );
		holds( str_starts_with( $html, '<aluehaku-news service="https://haku.example" region="Keski-Suomi" limit="3" lang="fi">' ) );
		holds( str_contains( $html, 'https://haku.example/search?region=Keski-Suomi&amp;sort=-published&amp;ui=fi' ) );
		same( 'https://haku.example/api/v1/search?region=Keski-Suomi&ui=fi&sort=-published&per_page=3&histogram=0', Stage::$asked[0] );
		same( array( 'https://haku.example/embed/v1/search.js' ), Stage::$modules );
	},
	'answers are kept, and the last one stays while the service is down' => function () use ( $hit ) {
		Stage::$options['aluehaku_service'] = 'https://haku.example';
		reply( array( $hit ) );
		aluehaku_news( array() );
		aluehaku_news( array() );
		same( 1, count( Stage::$asked ) );
		foreach ( array( array( 'code' => 500, 'body' => '' ), array( 'code' => 200, 'body' => '<html>' ), null ) as $broken ) {
			foreach ( Stage::$transients as &$kept ) {
				$kept['at'] = 0;
			}
			unset( $kept );
			Stage::$answer = $broken;
			holds( str_contains( aluehaku_news( array() ), 'Talkoot' ) );
			$asked = count( Stage::$asked );
			aluehaku_news( array() );
			same( $asked, count( Stage::$asked ) );
		}
	},
	'a service that never answered leaves the way to it' => function () {
		Stage::$options['aluehaku_service'] = 'https://haku.example';
		Stage::$answer                      = null;
		$html                               = aluehaku_news( array( 'lang' => 'sv' ) );
		holds( ! str_contains( $html, '<ul>' ) && str_contains( $html, 'Alla nyheter' ) );
	},
	'the search is a form with its presets' => function () {
		Stage::$options['aluehaku_service'] = 'https://haku.example';
		Stage::$options['aluehaku_script']  = '0';
		$html                               = aluehaku_search( array( 'project' => 'Oma tupa', 'lang' => 'en', 0 => 'modal' ) );
		holds( str_contains( $html, '<form action="https://haku.example/search" role="search">' ) );
		holds( str_contains( $html, '<input type="hidden" name="project" value="Oma tupa">' ) );
		holds( str_contains( $html, '<input type="hidden" name="ui" value="en">' ) );
		holds( (bool) preg_match( '/<aluehaku-search [^>]* modal>/', $html ) );
		same( array(), Stage::$modules );
		$second = aluehaku_search( array() );
		preg_match( '/ id="([^"]+)"/', $html, $one );
		preg_match( '/ id="([^"]+)"/', $second, $other );
		holds( $one[1] !== $other[1] );
	},
	'hostile attributes and articles stay text' => function () {
		Stage::$options['aluehaku_service'] = 'https://haku.example';
		reply( array( array( 'id' => HOSTILE, 'title' => HOSTILE, 'url' => 'https://a.example/' . HOSTILE, 'source_name' => HOSTILE, 'published' => HOSTILE, 'language' => HOSTILE ) ) );
		$given = array_fill_keys( array_merge( ALUEHAKU_PRESETS, array( 'q', 'facets', 'label', 'lang', 'limit', 'shortcut', 'modal', 'service' ) ), HOSTILE );
		foreach ( array( aluehaku_news( $given ), aluehaku_search( $given ), aluehaku_news( array( 'q' => array( 'x' ) ) ) ) as $html ) {
			holds( ! str_contains( $html, '<script' ) );
			same( substr_count( $html, '"' ) % 2, 0 );
		}
	},
	'shortcodes, blocks and the provider are registered' => function () {
		Stage::$options['aluehaku_service'] = 'https://haku.example';
		aluehaku_register();
		same( array( 'aluehaku_news', 'aluehaku_search' ), array_keys( Stage::$shortcodes ) );
		same( array( 'aluehaku/news', 'aluehaku/search' ), array_keys( Stage::$blocks ) );
		same( array( 'https://haku.example/*' => 'https://haku.example/oembed' ), Stage::$providers );
		foreach ( Stage::$blocks as $block ) {
			holds( is_callable( $block['render_callback'] ) );
			same( array( 'type' => 'string', 'default' => '' ), $block['attributes']['region'] );
		}
		holds( str_contains( Stage::$inline, '"aluehaku\/news"' ) && ! str_contains( Stage::$inline, '</' ) );
	},
	'the page of settings escapes what is set' => function () {
		Stage::$may     = true;
		Stage::$options = array( 'aluehaku_service' => HOSTILE );
		aluehaku_register_settings();
		ob_start();
		aluehaku_settings_page();
		holds( ! str_contains( (string) ob_get_clean(), '<script' ) );
		same( array( 'aluehaku_service', 'aluehaku_script' ), Stage::$settings );
	},
);

$failed = 0;
foreach ( $tests as $name => $test ) {
	Stage::reset();
	try {
		$test();
		echo "ok {$name}\n";
	} catch ( Throwable $problem ) {
		$failed++;
		echo "FAILED {$name}: {$problem->getMessage()} (line {$problem->getLine()})\n";
	}
}
exit( $failed > 0 ? 1 : 0 );
