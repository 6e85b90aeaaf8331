import Testing

/// One context at a time in the process, as in a service: the tests run one after the other.
@Suite(.serialized, .timeLimit(.minutes(2))) enum ZeroMQTests {}
