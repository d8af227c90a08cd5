"""Examples as guards: it is told which small changes of the rules none of them notices."""
