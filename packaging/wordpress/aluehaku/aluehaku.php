<?php
/**
 * Plugin Name:       Aluehaku
 * Description:       The latest news of Finland's regional networks, and a search of them, as blocks and shortcodes.
 * Version:           1.1.0
 * Requires at least: 6.5
 * Requires PHP:      7.4
 * License:           MIT OR Apache-2.0
 * Text Domain:       aluehaku
 *
 * - includes/settings.php: the address of the service, under Settings.
 * - includes/service.php: what the service is asked, and how long its answers are kept.
 * - includes/elements.php: the two elements as HTML, whole without script.
 * - includes/blocks.php: blocks for the editor.
 *
 * Readers' browsers ask the service only where its script is allowed; nothing about them is stored.
 */

defined( 'ABSPATH' ) || exit;

require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/service.php';
require_once __DIR__ . '/includes/elements.php';
require_once __DIR__ . '/includes/blocks.php';

add_action( 'admin_menu', 'aluehaku_add_settings_page' );
add_action( 'admin_init', 'aluehaku_register_settings' );
add_action( 'init', 'aluehaku_register' );

/** Makes shortcodes, blocks and addresses of the service known. */
function aluehaku_register() {
	add_shortcode( 'aluehaku_news', 'aluehaku_news' );
	add_shortcode( 'aluehaku_search', 'aluehaku_search' );
	aluehaku_register_blocks();
	$service = aluehaku_service();
	if ( '' !== $service ) {
		// A pasted address of the service becomes a frame of its news.
		wp_oembed_add_provider( $service . '/*', $service . '/oembed' );
	}
}
