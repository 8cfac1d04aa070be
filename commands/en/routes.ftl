# An alarm that goes out by a route besides Discord: the button that opens its page.
route-open = Open
