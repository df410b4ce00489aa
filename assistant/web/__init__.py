"""The web app and the API: they show what `assistant.ask` says, and decide nothing."""
