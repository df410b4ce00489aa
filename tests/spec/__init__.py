"""The seven rules, each as tests whose words are published in SAFETY.md."""
