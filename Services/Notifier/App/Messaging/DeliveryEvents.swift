import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

/// What the notifier's own feed says of a mail whose story has ended. Ids and numbers only.
enum DeliveryEvents {
    /// None names a person.
    static let erasableTypes: Set<String> = []

    static func accepted(_ mail: EndedMail) throws -> NewEvent {
        var wire = WireMailAccepted()
        wire.mailID = Data(mail.id.bytes)
        wire.recipientID = Data(mail.recipient.bytes)
        wire.kind = kind(mail.kind)
        wire.attempts = UInt32(clamping: mail.attempts)
        wire.told = UInt32(clamping: mail.told)
        return try event(wire, mail)
    }

    static func failed(_ mail: EndedMail, code: Int?) throws -> NewEvent {
        var wire = WireMailFailed()
        wire.mailID = Data(mail.id.bytes)
        wire.recipientID = Data(mail.recipient.bytes)
        wire.kind = kind(mail.kind)
        wire.attempts = UInt32(clamping: mail.attempts)
        if let code { wire.replyCode = UInt32(clamping: code) }
        return try event(wire, mail)
    }

    static func suppressed(_ mail: EndedMail, _ reason: Suppression) throws -> NewEvent {
        var wire = WireMailSuppressed()
        wire.mailID = Data(mail.id.bytes)
        wire.recipientID = Data(mail.recipient.bytes)
        wire.kind = kind(mail.kind)
        wire.reason = self.reason(reason)
        return try event(wire, mail)
    }

    /// A mail's story ends once, so its end has an id that follows from the mail: told again, it is the same event.
    private static func event(_ wire: some SwiftProtobuf.Message, _ mail: EndedMail) throws -> NewEvent {
        let name = type(of: wire).shortName
        return NewEvent(
            type: name, payload: try wire.serializedBytes(), id: .version5(namespace: mail.id, name: name))
    }

    /// The ids that the events have by which a mail's story may end.
    static func endings(of mail: UUID) -> [UUID] {
        [WireMailAccepted.shortName, WireMailFailed.shortName, WireMailSuppressed.shortName].map {
            .version5(namespace: mail, name: $0)
        }
    }

    private static func kind(_ kind: MailKind) -> WireMailKind {
        switch kind {
        case .marks: .marks
        case .overdue: .overdue
        }
    }

    private static func reason(_ reason: Suppression) -> WireSuppressionReason {
        switch reason {
        case .stale: .stale
        case .noRight: .noRight
        case .unwanted: .unwanted
        case .noAddress: .noAddress
        case .undone: .undone
        }
    }
}
