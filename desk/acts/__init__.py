"""One module per noun; one act is one function, one transaction, one act row, one undo."""
