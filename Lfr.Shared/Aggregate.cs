namespace Lfr.Shared;

/// <summary>What every aggregate root has: an id, and a revision by which two changes at once are noticed.</summary>
public interface IAggregate
{
    /// <summary>Identity.</summary>
    Guid Id { get; }

    /// <summary>Counts saved changes; the database refuses a save that started from an older one.</summary>
    long Revision { get; }
}
