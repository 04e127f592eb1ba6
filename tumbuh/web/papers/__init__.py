"""Documents as files, and the page on which anyone checks one."""
