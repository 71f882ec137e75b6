using Lfr.Shared.Identity;

namespace Lfr.Shared.Looks;

/// <summary>What somebody looks at. Each kind has its duties (domain.md §6) and is told apart in the audit log.</summary>
public enum LookKind
{
    /// <summary>Rows of a list: reference, name, category.</summary>
    Names,

    /// <summary>Rows of a list with their small photographs.</summary>
    NamesAndPhotographs,

    /// <summary>All that is written in an entry.</summary>
    Entry,

    /// <summary>The photograph of an entry, full size.</summary>
    Photograph,

    /// <summary>An alert and its pictures.</summary>
    Alert,

    /// <summary>Who an alert is about, and what officers reported.</summary>
    SoughtPerson,

    /// <summary>The engage page: whom officers on the street look for.</summary>
    Engagements,

    /// <summary>A table of a list, which leaves Lfr.</summary>
    ListTable,

    /// <summary>A table of the audit log, which leaves Lfr.</summary>
    LogTable,

    /// <summary>The bundle of a deployment for whoever inspects it, which leaves Lfr.</summary>
    Bundle,
}

/// <summary>Kinds of looks: whose duty they are, and as words.</summary>
public static class LookKinds
{
    /// <summary>Roles with which somebody may look at all; everybody else is refused whatever they say.</summary>
    public static IReadOnlyList<string> Duties(this LookKind kind) => kind switch
    {
        LookKind.Names or LookKind.Entry or LookKind.ListTable => Permissions.SeeLists.See,
        LookKind.NamesAndPhotographs or LookKind.Photograph => Permissions.SeePhotographs.See,
        LookKind.Alert or LookKind.SoughtPerson => Permissions.AnswerAlerts.See,
        LookKind.Engagements => Permissions.RecordEngagements.See,
        LookKind.LogTable => Roles.All,
        LookKind.Bundle => Permissions.ExportBundles.Do,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    /// <summary>Whether <paramref name="actor"/> holds one of the <see cref="Duties"/>.</summary>
    public static bool IsDutyOf(this LookKind kind, Actor actor) => actor.IsAny([.. kind.Duties()]);

    /// <summary>Whether it shows a list, not alerts of a run.</summary>
    public static bool IsOfTheList(this LookKind kind) =>
        kind is LookKind.Names or LookKind.NamesAndPhotographs or LookKind.Entry or LookKind.Photograph or LookKind.ListTable;

    /// <summary>Whether it leaves Lfr as a file: each such look is a disclosure of its own.</summary>
    public static bool LeavesLfr(this LookKind kind) => kind is LookKind.ListTable or LookKind.LogTable or LookKind.Bundle;

    /// <summary>Whether it is of the log, and so what its readers read anyway.</summary>
    public static bool IsOfTheLog(this LookKind kind) => kind is LookKind.LogTable or LookKind.Bundle;

    /// <summary>What was looked at, as a sentence goes on: <c>the photograph</c>.</summary>
    public static string InWords(this LookKind kind) => kind switch
    {
        LookKind.Names => "names on the list",
        LookKind.NamesAndPhotographs => "names and small photographs on the list",
        LookKind.Entry => "the whole entry",
        LookKind.Photograph => "the photograph",
        LookKind.Alert => "the alert and its pictures",
        LookKind.SoughtPerson => "the person an alert is about",
        LookKind.Engagements => "people officers look for",
        LookKind.ListTable => "a table of the list, without names and photographs",
        LookKind.LogTable => "a table of the audit log",
        LookKind.Bundle => "the bundle of a deployment for whoever inspects it",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}
