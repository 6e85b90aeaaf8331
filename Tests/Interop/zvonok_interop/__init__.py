"""A second reading of the protocol: client, chain and folds that share nothing with the services but the schemas."""
