using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Records;

/// <summary>One of the ten trials of 2016 to 2019: a row of the database, with no more than what was published about it.</summary>
public sealed class Trial
{
    /// <summary>From 1, in the order in which they took place.</summary>
    public int Number { get; init; }

    /// <summary>Reference under which its page and its row in the open data are found: <c>MPS-2019-01</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>Name shown on pages: <c>Romford town centre</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Who compared faces.</summary>
    public required string Force { get; init; }

    /// <summary>First day. Where only the month is known, its first day.</summary>
    public DateOnly FirstDay { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly LastDay { get; init; }

    /// <summary>What is known.</summary>
    public required TrialFacts Facts { get; init; }

    /// <summary>The day or days in words; the month alone when no day is known.</summary>
    public string When => Facts.OnlyMonthKnown ? FirstDay.ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)
        : FirstDay == LastDay ? Words.Day(FirstDay)
        : $"{FirstDay.Day} and {Words.Day(LastDay)}";

    /// <summary>Name and date as a heading: what the name says of the date already is not said twice.</summary>
    public string Title
    {
        get
        {
            var (name, date) = (Name.Split(' '), When.Split(' '));
            var same = 0;
            while (same < Math.Min(name.Length - 1, date.Length) && name[^(same + 1)] == date[^(same + 1)])
                same++;
            return $"{string.Join(' ', name[..^same]).TrimEnd(',')}, {When}";
        }
    }

    /// <summary>Where it was published, in a line.</summary>
    public string Source => string.Join("; ", Facts.Sources);

    /// <summary>The published figures.</summary>
    public HistoricalFigures Figures => new(
        Facts.Faces, Facts.ListSize, Facts.Alerts, Facts.FalseAlerts, Facts.Arrests, Facts.ChildrenArrested, Facts.LfrArrests, Facts.LfrChildrenArrested, Facts.LfrNoLongerWanted,
        Facts.LfrOutcomes, Source, Facts.Caveat)
    {
        Estimates = Facts.Estimates,
        FigureSources = Facts.FigureSources,
    };

    /// <summary>The trial as a closed case, with what nobody published left empty.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="policyId">The policy of its day.</param>
    /// <param name="enteredBy">Who enters it.</param>
    public Deployment Case(Guid id, string policyId, Signature enteredBy) => Deployment.Historical(id, Reference, Plan(), policyId, Source, enteredBy);

    /// <summary>Its notice as it was announced; <see langword="null"/> when no announcement is known.</summary>
    public Notice? Notice(Guid id, Guid deploymentId, Actor enteredBy)
    {
        if (Facts.AnnouncedAt is not { } at)
            return null;
        var notice = Notices.Notice.Write(id, deploymentId, new NoticeText(
            Facts.Summary, Facts.Purpose.Length > 0 ? Facts.Purpose : NotPublished, Facts.ListedPeople.Length > 0 ? Facts.ListedPeople : NotPublished, NotPublished, NotPublished, NotPublished, NotPublished));
        var published = notice.Publish(Plan(), "", enteredBy, at);
        return published.Succeeded ? notice : throw new InvalidOperationException(published.Explanation);
    }

    private const string NotPublished = "Not published.";

    // Where no hours are known, the days as a whole stand for them, and no rule about hours is asked (WouldBeRefusedToday).
    private Plan Plan() => new(
        Name,
        new Place(Facts.Venue, Facts.Area, Facts.Venue, ""),
        Facts.Hours ?? new Window(new DateTimeOffset(FirstDay, default, TimeSpan.Zero), new DateTimeOffset(LastDay.AddDays(1), default, TimeSpan.Zero)),
        new Grounds(Facts.UseCase ?? UseCase.Undecided, "", Facts.Purpose, "", "", "", "", "", ""),
        new WatchlistCriteria(Facts.ListedPeople, Facts.Categories),
        [],
        [],
        [],
        0,
        "",
        0);
}

/// <summary>What was published about a trial. <see langword="null"/> and empty mean that it was not, never 0.</summary>
public sealed record TrialFacts
{
    /// <summary>Street and landmark.</summary>
    public required string Venue { get; init; }

    /// <summary>Town or borough.</summary>
    public required string Area { get; init; }

    /// <summary>Whether the month is known and the day is not.</summary>
    public bool OnlyMonthKnown { get; init; }

    /// <summary>The likeliest hours; <see langword="null"/> when nothing supports any.</summary>
    public Window? Hours { get; init; }

    /// <summary>When it was announced; <see langword="null"/> when the moment is not known.</summary>
    public DateTimeOffset? AnnouncedAt { get; init; }

    /// <summary>The day on which it was announced, where only that is known.</summary>
    public DateOnly? AnnouncedOn { get; init; }

    /// <summary>What was announced, in a sentence; empty when nothing was.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Use case; <see langword="null"/> when none was named.</summary>
    public UseCase? UseCase { get; init; }

    /// <summary>Purpose.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Who was listed, in general.</summary>
    public string ListedPeople { get; init; } = "";

    /// <summary>Categories of listed people, as far as the words allow.</summary>
    public IReadOnlyList<EntryCategory> Categories { get; init; } = [];

    /// <summary>Faces compared.</summary>
    public long? Faces { get; init; }

    /// <summary>People on the list.</summary>
    public int? ListSize { get; init; }

    /// <summary>Alerts.</summary>
    public int? Alerts { get; init; }

    /// <summary>False alerts.</summary>
    public int? FalseAlerts { get; init; }

    /// <summary>Arrests of the whole operation.</summary>
    public int? Arrests { get; init; }

    /// <summary>Of these, people under 18.</summary>
    public int? ChildrenArrested { get; init; }

    /// <summary>Arrests that followed an alert.</summary>
    public int? LfrArrests { get; init; }

    /// <summary>Of these, people under 18.</summary>
    public int? LfrChildrenArrested { get; init; }

    /// <summary>Of these, people who were no longer wanted.</summary>
    public int? LfrNoLongerWanted { get; init; }

    /// <summary>The outcome of each arrest after an alert; empty when not published.</summary>
    public IReadOnlyList<string> LfrOutcomes { get; init; } = [];

    /// <summary>Which figures were given as "about", by the name of the property in <see cref="HistoricalFigures"/>.</summary>
    public IReadOnlyList<string> Estimates { get; init; } = [];

    /// <summary>What happened.</summary>
    public string Narrative { get; init; } = "";

    /// <summary>What is learnt from it here.</summary>
    public string Lessons { get; init; } = "";

    /// <summary>What is not known, or known only roughly.</summary>
    public string Caveat { get; init; } = "";

    /// <summary>Where it was published.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Where each figure was published, by the name of the property in <see cref="HistoricalFigures"/>. A figure without a line is not published.</summary>
    public IReadOnlyDictionary<string, FigureSource> FigureSources { get; init; } = new Dictionary<string, FigureSource>();

    /// <summary>Figures that were published for several trials at once and can be shared out among none of them.</summary>
    public IReadOnlyList<JointFigure> Together { get; init; } = [];
}

/// <summary>Where a figure was published.</summary>
/// <param name="Source">Who published it, and when.</param>
/// <param name="Address">Where it can be read; <see langword="null"/> when we found no address of it.</param>
public sealed record FigureSource(string Source, Uri? Address = null);

/// <summary>A figure of several trials at once.</summary>
/// <param name="First">Number of the first of them.</param>
/// <param name="Last">Number of the last.</param>
/// <param name="Sentence">What was published.</param>
/// <param name="Source">Where.</param>
public sealed record JointFigure(int First, int Last, string Sentence, string Source);
