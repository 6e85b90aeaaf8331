import EventFeed
import SMTP
import School
import ServiceKit

/// What keys that are right each by itself get wrong together, and what is wrong with the files they name.
enum NotifierMistakes {
    @Sendable
    static func all(_ values: ConfigurationValues) -> [ConfigurationMistake] {
        BusFiles.mistakes(values) + feeds(values) + undo(values) + hours(values) + login(values)
    }

    private static func feeds(_ values: ConfigurationValues) -> [ConfigurationMistake] {
        values[Upstream.key].filter { FeedRole(feed: $0.feed.rawValue) == nil }.map { upstream in
            mistake(
                Upstream.key.name, values, found: "the feed \(upstream.feed)",
                expected: "feeds whose names begin with " + FeedRole.allCases.map(\.rawValue).joined(separator: ", "))
        }
    }

    /// Whoever reads that marks are gathered for so long is to be right.
    private static func undo(_ values: ConfigurationValues) -> [ConfigurationMistake] {
        let marks = NotifierConfiguration(values).marks
        guard marks.gather < marks.undo else { return [] }
        return [
            mistake(
                NotifierKeys.gather.name, values, found: "\(values[NotifierKeys.gather])",
                expected: "at least \(NotifierKeys.undo.name), which is \(values[NotifierKeys.undo])")
        ]
    }

    private static func hours(_ values: ConfigurationValues) -> [ConfigurationMistake] {
        do {
            _ = try NotifierConfiguration(values).hours()
            return []
        } catch {
            return [error]
        }
    }

    private static func login(_ values: ConfigurationValues) -> [ConfigurationMistake] {
        let (user, file) = (values[SMTPKeys.user], values[SMTPKeys.passwordFile])
        guard user != nil || file != nil else { return [] }
        guard user != nil, let file else {
            return [
                mistake(
                    user == nil ? SMTPKeys.passwordFile.name : SMTPKeys.user.name, values, found: "one half of a login",
                    expected: "\(SMTPKeys.user.name) and \(SMTPKeys.passwordFile.name), or neither")
            ]
        }
        if values[SMTPKeys.security] == .none {
            return [
                mistake(
                    SMTPKeys.security.name, values, found: "a password that would be sent in the clear",
                    expected: "starttls or implicit-tls, or no login")
            ]
        }
        do {
            _ = try PasswordFile.read(file)
            return []
        } catch {
            return [
                mistake(
                    SMTPKeys.passwordFile.name, values, found: "\(error)",
                    expected: "a file of one line that only the user this runs as may read")
            ]
        }
    }

    private static func mistake(
        _ key: String, _ values: ConfigurationValues, found: String, expected: String
    ) -> ConfigurationMistake {
        ConfigurationMistake(place: values.place(of: key) ?? .declaration, key: key, found: found, expected: expected)
    }
}
