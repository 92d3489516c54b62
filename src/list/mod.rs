//! Many rows: fold, filter, sort, select, window.
