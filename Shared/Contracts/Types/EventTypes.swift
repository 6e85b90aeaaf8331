/// The events of all feeds.
public enum EventTypes {
    /// The types that this version knows, of whatever feed.
    public static let known = JournalEventTypes.names.union(
        (DiaryEventTypes.all + AlertEventTypes.all + DeliveryEventTypes.all).map(\.name))
}
