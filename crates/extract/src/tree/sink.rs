//! Keeps scraper's tree while it is built, and knows how deep and how large it is.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::QualName;
use html5ever::interface::{Attribute, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use scraper::{Html, HtmlTreeSink};

use super::limits::MAX_ELEMENTS;

/// A node of the tree, and its number among all nodes that were made.
#[derive(Clone, Copy)]
pub(super) struct Numbered {
    node: <HtmlTreeSink as TreeSink>::Handle,
    number: usize,
}

/// Keeps the tree, and knows how deep and how large it is.
pub(super) struct BoundedSink {
    tree: HtmlTreeSink,
    /// Depth of each node, by number.
    depths: RefCell<Vec<u16>>,
    /// Depth of the element that stands open, as far as the last insertion and the end tags since
    /// tell: the tree builder does not report every element it closes.
    pub(super) depth: Cell<u16>,
    elements: Cell<usize>,
}

impl BoundedSink {
    pub(super) fn new() -> Self {
        Self {
            tree: HtmlTreeSink::new(Html::new_document()),
            // The document itself is number 0.
            depths: RefCell::new(vec![0]),
            depth: Cell::new(0),
            elements: Cell::new(0),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.elements.get() >= MAX_ELEMENTS
    }

    fn numbered(&self, node: <HtmlTreeSink as TreeSink>::Handle) -> Numbered {
        let mut depths = self.depths.borrow_mut();
        depths.push(0);
        Numbered {
            node,
            number: depths.len() - 1,
        }
    }

    fn depth_of(&self, node: Numbered) -> u16 {
        self.depths
            .borrow()
            .get(node.number)
            .copied()
            .unwrap_or_default()
    }

    /// Notes that something now stands inside a parent at a depth; a tag that follows opens in it.
    fn placed(&self, child: &NodeOrText<Numbered>, parent_depth: u16) {
        match child {
            NodeOrText::AppendNode(node) => {
                if let Some(known) = self.depths.borrow_mut().get_mut(node.number) {
                    *known = parent_depth + 1;
                }
                self.depth.set(parent_depth + 1);
            }
            NodeOrText::AppendText(_) => self.depth.set(parent_depth),
        }
    }

    /// Notes that an end tag comes, which closes an element in most cases.
    pub(super) fn closes(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }
}

/// What scraper's sink takes for a child.
fn inner(child: NodeOrText<Numbered>) -> NodeOrText<<HtmlTreeSink as TreeSink>::Handle> {
    match child {
        NodeOrText::AppendNode(node) => NodeOrText::AppendNode(node.node),
        NodeOrText::AppendText(text) => NodeOrText::AppendText(text),
    }
}

impl TreeSink for BoundedSink {
    type Handle = Numbered;
    type Output = Html;
    type ElemName<'a> = <HtmlTreeSink as TreeSink>::ElemName<'a>;

    fn finish(self) -> Html {
        self.tree.finish()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Numbered {
        Numbered {
            node: self.tree.get_document(),
            number: 0,
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Numbered) -> Self::ElemName<'a> {
        self.tree.elem_name(&target.node)
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Numbered {
        self.elements.set(self.elements.get() + 1);
        self.numbered(self.tree.create_element(name, attributes, flags))
    }

    fn create_comment(&self, text: StrTendril) -> Numbered {
        self.numbered(self.tree.create_comment(text))
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Numbered {
        self.numbered(self.tree.create_pi(target, data))
    }

    fn append(&self, parent: &Numbered, child: NodeOrText<Numbered>) {
        self.placed(&child, self.depth_of(*parent));
        self.tree.append(&parent.node, inner(child));
    }

    fn append_based_on_parent_node(
        &self,
        element: &Numbered,
        previous: &Numbered,
        child: NodeOrText<Numbered>,
    ) {
        self.placed(&child, self.depth_of(*previous));
        self.tree
            .append_based_on_parent_node(&element.node, &previous.node, inner(child));
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.tree.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Numbered) -> Numbered {
        let node = self.tree.get_template_contents(&target.node);
        let contents = self.numbered(node);
        self.depths.borrow_mut()[contents.number] = self.depth_of(*target) + 1;
        contents
    }

    fn same_node(&self, one: &Numbered, other: &Numbered) -> bool {
        one.node == other.node
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.tree.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Numbered, node: NodeOrText<Numbered>) {
        self.placed(&node, self.depth_of(*sibling).saturating_sub(1));
        self.tree.append_before_sibling(&sibling.node, inner(node));
    }

    fn add_attrs_if_missing(&self, target: &Numbered, attributes: Vec<Attribute>) {
        self.tree.add_attrs_if_missing(&target.node, attributes);
    }

    fn remove_from_parent(&self, target: &Numbered) {
        self.tree.remove_from_parent(&target.node);
    }

    fn reparent_children(&self, node: &Numbered, parent: &Numbered) {
        self.tree.reparent_children(&node.node, &parent.node);
    }
}
