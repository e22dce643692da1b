// Before anything is painted: the theme that was chosen. Without a choice the system's own stands.
try {
  const theme = localStorage.getItem("dream.theme");
  if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;
} catch {
  // A browser that keeps nothing follows the system.
}
