using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Web.Data;

/// <summary>What an intent works with: the database inside its transaction, who asks, and one instant that counts as now.</summary>
public sealed class CommandContext(LfrDbContext db, Actor actor, DateTimeOffset now)
{
    private readonly List<ChangeNotice> changes = [];
    private readonly List<Func<Task>> afterwards = [];
    private readonly HashSet<Guid> seen = [];
    private readonly HashSet<string> accepted = new(StringComparer.Ordinal);
    private string did = "";
    private string beside = "";

    /// <summary>The database.</summary>
    public LfrDbContext Db { get; } = db;

    /// <summary>Who asks.</summary>
    public Actor Actor { get; } = actor;

    /// <summary>Now, the same for everything in this transaction.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Deployment concerned, for the audit log.</summary>
    public Guid? DeploymentId { get; private set; }

    /// <summary>Object concerned, for the audit log.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>What was done, and what the log has to know beside it.</summary>
    public string Sentence => did + beside;

    /// <summary>What open screens are told after the commit.</summary>
    public IReadOnlyList<ChangeNotice> Changes => changes;

    /// <summary>What is done outside of the database after the commit, in this order.</summary>
    public IReadOnlyList<Func<Task>> Afterwards => afterwards;

    /// <summary>Entries that are shown to whoever asks.</summary>
    public IReadOnlyCollection<Guid> Seen => seen;

    /// <summary>Rows, by their keys in the log, that were changed by hand and that this command vouches for all the same.</summary>
    public IReadOnlySet<string> Accepted => accepted;

    /// <summary>A fresh id.</summary>
    public Guid NewId() => Guid.CreateVersion7(Now);

    /// <summary>Says what it is about, before anything can be refused.</summary>
    public void About(Guid? deploymentId, string subject) => (DeploymentId, Subject) = (deploymentId, subject);

    /// <summary>Says what was done, in a sentence without names of listed people.</summary>
    public void Did(string sentence) => did = sentence;

    /// <summary>Says what the log has to know beside what was done, whoever says that: it stands after it.</summary>
    public void Beside(string sentence) => beside += $" {sentence}";

    /// <summary>Says what was done if it was done, and passes the outcome on.</summary>
    /// <param name="outcome">What the domain answered.</param>
    /// <param name="sentence">What was done, without names of listed people.</param>
    public Outcome Did(Outcome outcome, string sentence)
    {
        if (outcome.Succeeded)
            Did(sentence);
        return outcome;
    }

    /// <summary>Says whose entries are shown to whoever asks, for the audit log.</summary>
    public void Shows(IEnumerable<Guid> entryIds) => seen.UnionWith(entryIds);

    /// <summary>Vouches for a row as it stands, though it is not as the log left it: what the step is for, and what no other command may.</summary>
    public void Accepts(string key) => accepted.Add(key);

    /// <summary>
    /// Does something outside of the database once the command is committed, such as telling a worker; never when it is refused or tried again. What
    /// must not be forgotten is a row as well.
    /// </summary>
    public void AfterCommit(Func<Task> tell) => afterwards.Add(tell);

    /// <summary>Tells open screens after the commit.</summary>
    public void Tell(ChangeKind kind, Guid deploymentId, long sequence = 0) => changes.Add(new ChangeNotice(kind, deploymentId, sequence));
}
