<?php
/**
 * Blocks for the editor. They are rendered by the server as the shortcodes are; the editor shows what
 * readers will see and takes the settings in the sidebar.
 */

defined( 'ABSPATH' ) || exit;

const ALUEHAKU_BLOCKS = array(
	'news'   => array( 'title' => 'Aluehaku: latest news', 'icon' => 'rss', 'fields' => array( 'q', 'facets', 'lang' ) ),
	'search' => array( 'title' => 'Aluehaku: search', 'icon' => 'search', 'fields' => array( 'label', 'facets', 'lang', 'modal' ) ),
);

/** Registers both blocks and the script that the editor needs. */
function aluehaku_register_blocks() {
	wp_register_script(
		'aluehaku-editor',
		false,
		array( 'wp-blocks', 'wp-element', 'wp-block-editor', 'wp-components', 'wp-server-side-render' ),
		'1.1.0',
		true
	);
	wp_add_inline_script( 'aluehaku-editor', aluehaku_editor_script() );
	foreach ( ALUEHAKU_BLOCKS as $name => $block ) {
		register_block_type(
			'aluehaku/' . $name,
			array(
				'api_version'           => 3,
				'title'                 => $block['title'],
				'category'              => 'widgets',
				'icon'                  => $block['icon'],
				'attributes'            => aluehaku_block_attributes( $block ),
				'editor_script_handles' => array( 'aluehaku-editor' ),
				'render_callback'       => 'aluehaku_' . $name,
			)
		);
	}
}

/**
 * The attributes of a block, all of them texts but the number of articles.
 *
 * @param array $block One of the blocks.
 */
function aluehaku_block_attributes( array $block ) {
	$attributes = array( 'limit' => array( 'type' => 'number', 'default' => 5 ) );
	foreach ( array_merge( ALUEHAKU_PRESETS, $block['fields'] ) as $name ) {
		$attributes[ $name ] = array( 'type' => 'string', 'default' => '' );
	}
	return $attributes;
}

/** A field of the sidebar for each attribute, and a preview by the server. */
function aluehaku_editor_script() {
	$blocks = array();
	foreach ( ALUEHAKU_BLOCKS as $name => $block ) {
		$blocks[] = array(
			'name'       => 'aluehaku/' . $name,
			'title'      => $block['title'],
			'icon'       => $block['icon'],
			'attributes' => aluehaku_block_attributes( $block ),
		);
	}
	$data = wp_json_encode( $blocks, JSON_HEX_TAG | JSON_HEX_AMP );
	return <<<JS
( function ( wp ) {
	var make = wp.element.createElement;
	{$data}.forEach( function ( block ) {
		wp.blocks.registerBlockType( block.name, {
			apiVersion: 3,
			title: block.title,
			icon: block.icon,
			category: 'widgets',
			attributes: block.attributes,
			edit: function ( props ) {
				var fields = Object.keys( block.attributes ).map( function ( name ) {
					return make( wp.components.TextControl, {
						key: name,
						label: name,
						type: name === 'limit' ? 'number' : 'text',
						value: props.attributes[ name ],
						onChange: function ( value ) {
							var change = {};
							change[ name ] = name === 'limit' ? Number( value ) || 5 : value;
							props.setAttributes( change );
						},
					} );
				} );
				return make( 'div', wp.blockEditor.useBlockProps(),
					make( wp.blockEditor.InspectorControls, null, make( wp.components.PanelBody, { title: 'Aluehaku' }, fields ) ),
					make( wp.components.Disabled, null, make( wp.serverSideRender, { block: block.name, attributes: props.attributes } ) )
				);
			},
			save: function () {
				return null;
			},
		} );
	} );
}( window.wp ) );
JS;
}
