// As in the console's index.html.
var MODE_CONFIG = "standalone";
