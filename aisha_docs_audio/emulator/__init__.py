"""A server that behaves as the AIsha TTS API's document says, for development and tests."""
