<?php
/**
 * Stand-ins for the functions of WordPress that the plugin calls, as simple as the tests allow.
 */

declare( strict_types=1 );

/** What the stand-ins were told, and what they answer. */
final class Stage {
	public static $options, $transients, $answer, $asked, $modules, $shortcodes, $blocks, $providers, $settings, $inline, $may;

	/** Everything as at first. */
	public static function reset() {
		self::$options    = array();
		self::$transients = array();
		self::$answer     = null;
		self::$asked      = array();
		self::$modules    = array();
		self::$shortcodes = array();
		self::$blocks     = array();
		self::$providers  = array();
		self::$settings   = array();
		self::$inline     = '';
		self::$may        = false;
	}
}

function holds( bool $claim ) {
	if ( ! $claim ) {
		throw new RuntimeException( 'it does not hold, line ' . debug_backtrace()[0]['line'] );
	}
}

function same( $right, $came ) {
	if ( $right !== $came ) {
		throw new RuntimeException( json_encode( $came ) . ' came, ' . json_encode( $right ) . ' is right, line ' . debug_backtrace()[0]['line'] );
	}
}

function add_action( $hook, $act ) {}
function add_options_page( ...$page ) {}
function settings_fields( $group ) {}
function submit_button() {}
function checked( $is ) { echo $is ? ' checked' : ''; }
function wp_register_script( ...$script ) {}
function __( $text ) { return $text; }
function esc_html( $text ) { return htmlspecialchars( (string) $text, ENT_QUOTES ); }
function esc_attr( $text ) { return htmlspecialchars( (string) $text, ENT_QUOTES ); }
function esc_html__( $text ) { return esc_html( $text ); }
function esc_html_e( $text ) { echo esc_html( $text ); }
function esc_url( $address ) { return preg_match( '#^https?://#', $address ) ? str_replace( array( '"', '<', '>', '&' ), array( '%22', '%3C', '%3E', '&amp;' ), $address ) : ''; }
function wp_parse_url( $address ) { return parse_url( $address ); }
function wp_json_encode( $value, $flags = 0 ) { return json_encode( $value, $flags ); }
function determine_locale() { return 'fi'; }
function date_i18n( $format, $time ) { return gmdate( 'Y-m-d', $time ); }
function current_user_can( $what ) { return Stage::$may; }
function get_option( $name, $default = false ) { return Stage::$options[ $name ] ?? $default; }
function register_setting( $group, $name, $about ) { Stage::$settings[] = $name; }
function get_transient( $key ) { return Stage::$transients[ $key ] ?? false; }
function set_transient( $key, $value, $seconds ) { Stage::$transients[ $key ] = $value; }
function wp_remote_get( $address, $how ) { Stage::$asked[] = $address; return Stage::$answer; }
function is_wp_error( $answer ) { return null === $answer; }
function wp_remote_retrieve_response_code( $answer ) { return $answer['code']; }
function wp_remote_retrieve_body( $answer ) { return $answer['body']; }
function wp_enqueue_script_module( $id, $address ) { Stage::$modules[] = $address; }
function wp_unique_id( $prefix ) { static $number = 0; return $prefix . ++$number; }
function add_shortcode( $name, $act ) { Stage::$shortcodes[ $name ] = $act; }
function wp_oembed_add_provider( $pattern, $address ) { Stage::$providers[ $pattern ] = $address; }
function register_block_type( $name, $block ) { Stage::$blocks[ $name ] = $block; }
function wp_add_inline_script( $handle, $script ) { Stage::$inline .= $script; }
