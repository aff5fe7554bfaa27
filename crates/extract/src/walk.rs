//! Walks over a page's elements without recursion, so that no page is too deep.

use std::collections::HashSet;

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};

use super::tree::MAX_DEPTH;

/// How far below the beginning of a walk nodes are visited. The parser keeps trees flatter than
/// this; what badly nested formatting adds stays within it.
const MAX_WALK_DEPTH: usize = 4 * MAX_DEPTH as usize;

/// What a visitor wants next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Go on with the node's children.
    Into,
    /// Leave out everything inside the node.
    Over,
}

/// Sees each node of a subtree, before and after what is inside it.
pub(super) trait Visitor<'a> {
    /// A node, before its children.
    fn enter(&mut self, node: NodeRef<'a, Node>) -> Step;

    /// The same node after its children; not called after [`Step::Over`].
    fn leave(&mut self, node: NodeRef<'a, Node>);
}

/// Visits a node and everything inside it in the order of the text.
pub(super) fn walk<'a>(root: NodeRef<'a, Node>, visitor: &mut impl Visitor<'a>) {
    let mut node = root;
    let mut depth = 0;
    loop {
        let step = visitor.enter(node);
        if step == Step::Into {
            match node.first_child().filter(|_| depth < MAX_WALK_DEPTH) {
                Some(child) => {
                    depth += 1;
                    node = child;
                    continue;
                }
                None => visitor.leave(node),
            }
        }
        // On to the next sibling, or up to the first ancestor that has one.
        loop {
            if depth == 0 {
                return;
            }
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            let Some(parent) = node.parent() else { return };
            node = parent;
            depth -= 1;
            visitor.leave(node);
        }
    }
}

/// Visits the elements of a subtree in order, without seeing where they end.
pub(super) fn elements<'a>(root: NodeRef<'a, Node>, enter: impl FnMut(ElementRef<'a>) -> Step) {
    struct Elements<F>(F);
    impl<'a, F: FnMut(ElementRef<'a>) -> Step> Visitor<'a> for Elements<F> {
        fn enter(&mut self, node: NodeRef<'a, Node>) -> Step {
            match ElementRef::wrap(node) {
                Some(element) => (self.0)(element),
                None if node.value().is_document() => Step::Into,
                None => Step::Over,
            }
        }

        fn leave(&mut self, _node: NodeRef<'a, Node>) {}
    }
    walk(root, &mut Elements(enter));
}

/// Whether an element is never read, with everything inside it.
pub(super) fn is_unread(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "audio"
            | "video"
            | "map"
    )
}

/// Whether an element lies in one of some elements, or is one of them.
pub(super) fn is_inside_any(element: ElementRef<'_>, outer: &HashSet<NodeId>) -> bool {
    !outer.is_empty() && (outer.contains(&element.id()) || is_below_any(element, outer))
}

/// Whether one of some elements is an ancestor of an element.
pub(super) fn is_below_any(element: ElementRef<'_>, outer: &HashSet<NodeId>) -> bool {
    element
        .ancestors()
        .take(MAX_WALK_DEPTH)
        .any(|ancestor| outer.contains(&ancestor.id()))
}
