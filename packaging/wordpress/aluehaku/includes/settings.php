<?php
/**
 * The settings: where the service is, and whether its script may run.
 */

defined( 'ABSPATH' ) || exit;

/** Origin of the service without a slash at the end; empty until somebody sets it. */
function aluehaku_service() {
	return aluehaku_clean_service( get_option( 'aluehaku_service', '' ) );
}

/** Whether readers' browsers may load the script of the service. */
function aluehaku_has_script() {
	return '1' === (string) get_option( 'aluehaku_script', '1' );
}

/**
 * An address as an origin; empty for what is no address on the web.
 *
 * @param mixed $address What was written.
 */
function aluehaku_clean_service( $address ) {
	$parts = wp_parse_url( trim( (string) $address ) );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || ! in_array( $parts['scheme'] ?? '', array( 'http', 'https' ), true ) ) {
		return '';
	}
	if ( ! preg_match( '/^[A-Za-z0-9.\-\[\]:]+$/', $parts['host'] ) ) {
		return '';
	}
	$port = isset( $parts['port'] ) ? ':' . (int) $parts['port'] : '';
	return $parts['scheme'] . '://' . strtolower( $parts['host'] ) . $port;
}

/** Makes the settings known to WordPress, which keeps them. */
function aluehaku_register_settings() {
	register_setting(
		'aluehaku',
		'aluehaku_service',
		array(
			'type'              => 'string',
			'sanitize_callback' => 'aluehaku_clean_service',
			'default'           => '',
		)
	);
	register_setting(
		'aluehaku',
		'aluehaku_script',
		array(
			'type'              => 'string',
			'sanitize_callback' => 'aluehaku_clean_switch',
			'default'           => '1',
		)
	);
}

/**
 * A switch as it is stored.
 *
 * @param mixed $value What was chosen.
 */
function aluehaku_clean_switch( $value ) {
	return '1' === (string) $value ? '1' : '0';
}

/** Puts the page under Settings. */
function aluehaku_add_settings_page() {
	add_options_page( 'Aluehaku', 'Aluehaku', 'manage_options', 'aluehaku', 'aluehaku_settings_page' );
}

/** The page. */
function aluehaku_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	?>
	<div class="wrap">
		<h1>Aluehaku</h1>
		<form action="options.php" method="post">
			<?php settings_fields( 'aluehaku' ); ?>
			<p>
				<label for="aluehaku_service"><?php esc_html_e( 'Address of the service, such as https://haku.example', 'aluehaku' ); ?></label><br>
				<input id="aluehaku_service" name="aluehaku_service" type="url" class="regular-text" value="<?php echo esc_attr( aluehaku_service() ); ?>">
			</p>
			<p>
				<input type="hidden" name="aluehaku_script" value="0">
				<label><input name="aluehaku_script" type="checkbox" value="1"<?php checked( aluehaku_has_script() ); ?>>
				<?php esc_html_e( 'Load the script of the service: results while typing, news that are always fresh', 'aluehaku' ); ?></label>
			</p>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}
