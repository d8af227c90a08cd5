"""What would turn an outcome: the smallest changes of facts, found by search and verified one by one."""
