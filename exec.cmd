@rem npm scripts begin with "exec" so that signals reach Node instead of a shell; on Windows this file is that word.
@%*
