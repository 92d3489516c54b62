//! Words of a plan for one person over several systems.

crate::texts! {
    back: "Back to the person", "Retour à la personne";
    no_plan:
        "There is no plan here. One is made on the page of a person, below “In other systems”, and shows every change before anything is sent.",
        "Il n’y a pas de plan ici. On le fait sur la page d’une personne, sous «\u{a0}Dans les autres systèmes\u{a0}»\u{a0}; il montre chaque modification avant que rien ne soit envoyé.";
    alignment:
        "Each system is sent the chosen values, one after the other.",
        "Chaque système reçoit les valeurs choisies, l’un après l’autre.";
    by_hand: "What remains to be done by hand", "Ce qui reste à faire à la main";
    copy: "Copy the list", "Copier la liste";
    page: "Page", "Page";
    whose_value: "Value to keep", "Valeur à retenir";
    leave: "Leave as it is", "Laisser tel quel";
    align: "Align…", "Aligner…";
    align_hint:
        "Nothing is sent yet: a plan shows first what would change in each system.",
        "Rien n’est encore envoyé\u{a0}: un plan montre d’abord ce qui changerait dans chaque système.";
    choose_first: "Choose first which value to keep.", "Choisissez d’abord la valeur à retenir.";
}
