// Takes the reader to what needs mending; without this script the summary still comes first in the page.
document.getElementById("virheet")?.focus();
