import SwiftProtobuf

/// The events a diary's feed can hold.
public enum DiaryEventTypes {
    /// Every type, the card included.
    public static let all = messages.map { EventType($0) } + cards + [.payloadErased]

    /// The types that reach a person, and the only ones that can be erased.
    public static let cards = cardMessages.map { EventType($0, isCard: true) }

    /// The payloads of all types but the card and ``EventType/payloadErased``.
    public static let messages: [any Message.Type] = [
        WireAccountIssued.self, WireAccountClosed.self, WireMailPreferenceSet.self, WireDiaryVisited.self,
    ]

    /// The payloads of the card events.
    public static let cardMessages: [any Message.Type] = [WireAccountCardRecorded.self]
}

/// The events a deadline monitor's feed can hold. None names a person.
public enum AlertEventTypes {
    public static let all = messages.map { EventType($0) }

    public static let messages: [any Message.Type] = [
        WireAlertRaised.self, WireAlertClosed.self, WireAlertReopened.self,
    ]
}

/// The events a notifier's feed can hold. None names a person.
public enum DeliveryEventTypes {
    public static let all = messages.map { EventType($0) }

    public static let messages: [any Message.Type] = [
        WireMailAccepted.self, WireMailFailed.self, WireMailSuppressed.self,
    ]
}
