<?php
/**
 * Leaves nothing behind when the plugin is removed.
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'aluehaku_service' );
delete_option( 'aluehaku_script' );
