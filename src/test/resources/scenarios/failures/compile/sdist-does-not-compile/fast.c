int fast(void) { return unknown_name; }
