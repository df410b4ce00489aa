"""The desk of those who bring documents in and publish them."""
