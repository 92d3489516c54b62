//! Words that every view uses.

crate::words! {
    product: "Switchroom", "Switchroom";
    save: "Save", "Enregistrer";
    cancel: "Cancel", "Annuler";
}
