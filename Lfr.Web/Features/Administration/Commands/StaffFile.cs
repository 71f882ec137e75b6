using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>A row of a staff table.</summary>
/// <param name="Number">Its number, from 1 for the first below the heading.</param>
/// <param name="Person">Who it is about, as far as it could be read.</param>
/// <param name="Findings">What is wrong with it, a sentence each; only rows without any are invited.</param>
public sealed record StaffRow(int Number, NewPerson Person, IReadOnlyList<string> Findings)
{
    /// <summary>Whether the person can be invited.</summary>
    public bool IsGood => Findings.Count == 0;
}

/// <summary>A staff table as it was read.</summary>
/// <param name="Outcome">Done, or why the file is no staff table.</param>
/// <param name="Rows">Its rows.</param>
public sealed record StaffTable(Outcome Outcome, IReadOnlyList<StaffRow> Rows);

/// <summary>
/// Reads people from CSV as spreadsheets save it (<see cref="CsvFile"/>): columns name, email, rank, force number, unit, duties (with semicolons between them), training until. A row of which something is
/// wrong is kept with what is wrong.
/// </summary>
public static class StaffFile
{
    /// <summary>Most bytes.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Most rows: all are invited in one transaction, in which nobody else writes.</summary>
    public const int MostRows = 500;

    private const string Formulas = "=+-@\t\r";

    private static readonly CsvHeading[] Columns =
    [
        new("name", [], IsNeeded: true), new("email", ["e_mail", "mail", "email_address"], IsNeeded: true), new("rank", [], IsNeeded: true),
        new("force_number", ["number", "collar_number", "staff_number"]), new("unit", ["department", "team"]), new("duties", ["duty", "roles", "role"]), new("training_until", ["trained_until", "training_expiry"]),
    ];

    private static readonly Dictionary<string, Rank> Short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["staff"] = Rank.Staff, ["pc"] = Rank.Constable, ["dc"] = Rank.Constable, ["sgt"] = Rank.Sergeant, ["ps"] = Rank.Sergeant, ["ds"] = Rank.Sergeant, ["insp"] = Rank.Inspector, ["di"] = Rank.Inspector,
        ["ch insp"] = Rank.ChiefInspector, ["dci"] = Rank.ChiefInspector, ["supt"] = Rank.Superintendent, ["ch supt"] = Rank.ChiefSuperintendent, ["acc"] = Rank.AssistantChiefConstable,
        ["commander"] = Rank.AssistantChiefConstable, ["dcc"] = Rank.DeputyChiefConstable, ["cc"] = Rank.ChiefConstable, ["commissioner"] = Rank.ChiefConstable,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="today">Today by the force’s clock, by which days are judged.</param>
    /// <param name="policy">The policy in force, whose names of ranks count beside our own.</param>
    public static StaffTable Read(byte[] bytes, DateOnly today, PolicyPack? policy)
    {
        if (bytes.Length > MostBytes)
            return No("The file is larger than 1 MB.", "Split it.");
        try
        {
            var file = CsvFile.Read(bytes);
            // What is missing is said in the words of this page, which has no map.
            var found = file.Columns([.. Columns.Select(c => c with { IsNeeded = false })], new Dictionary<string, string>(StringComparer.Ordinal));
            if (Columns.Where(c => c.IsNeeded && !found.ContainsKey(c.Name)).Select(c => c.Name).ToList() is { Count: > 0 } missing)
                return No($"The file has no column for {Words.AndList(missing)}.", "Its first line names the columns: name, email, rank, force number, unit, duties, training until.");
            if (file.Rows.Count is 0 or > MostRows)
                return file.Rows.Count == 0 ? No("The file has no rows.", "Enter a person in each row below the heading.") : No($"The file has more than {MostRows} rows.", "Split it.");
            return new StaffTable(Outcome.Done, Repeated([.. file.Rows.Select((row, i) => Read(i + 1, today, policy, found.ToDictionary(c => c.Key, c => c.Value < row.Count ? row[c.Value].Trim() : "", StringComparer.Ordinal), file.Cut(row)))]));
        }
        catch (UnreadableFileException e)
        {
            return No(e.Message, "Save it from the spreadsheet as CSV.");
        }
    }

    private static StaffRow Read(int number, DateOnly today, PolicyPack? policy, Dictionary<string, string> cells, string? cut)
    {
        var findings = new List<string>();
        if (cut is not null)
            findings.Add(cut);
        string Cell(string name) => cells.GetValueOrDefault(name, "") is "-" or "–" ? "" : cells.GetValueOrDefault(name, "");
        foreach (var column in cells.Keys.Where(c => Cell(c).Length > 0 && Formulas.Contains(Cell(c)[0], StringComparison.Ordinal)))
            findings.Add($"The {column.Replace('_', ' ')} begins with “{Cell(column)[0]}”, as a formula does. Enter the value itself.");

        var rank = RankOf(Cell("rank"), policy);
        var example = $"{Rank.Sergeant.InWords(policy)}, or {Rank.Staff.InWords(policy)}";
        if (rank is null)
            findings.Add(Cell("rank").Length == 0 ? $"The rank is missing. Enter one such as {example}." : $"“{Cell("rank")}” is no rank. Enter one such as {example}.");
        var duties = new List<string>();
        foreach (var duty in Cell("duties").Split([';', ',', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Roles.All.FirstOrDefault(r => Same(r, duty) || Same(Roles.InWords(r), duty)) is { } known)
                duties.Add(known);
            else
                findings.Add($"“{duty}” is no duty. The duties are {string.Join(", ", Roles.All.Select(Roles.InWords))}.");
        }

        var until = DateLine.Read(Cell("training_until"));
        if (until is null && Cell("training_until").Length > 0)
            findings.Add($"“{Cell("training_until")}” is no day. Write it as 31/01/2019.");
        if (until is { } last && DateRanges.OfTraining(last, today) is { } problem)
            findings.Add(problem.ToString());
        var particulars = new Particulars(Cell("name"), rank ?? Rank.Staff, Cell("force_number"), Cell("unit")).Trimmed();
        foreach (var outcome in new[] { particulars.Check(), NewAccount.CheckEmail(Cell("email")) }.Where(o => !o.Succeeded))
            findings.Add(outcome.Explanation);
        return new StaffRow(number, new NewPerson(particulars, Cell("email"), duties) { TrainedUntil = until }, findings);
    }

    private static IReadOnlyList<StaffRow> Repeated(List<StaffRow> rows)
    {
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return rows.ConvertAll(row => row.Person.Email.Length == 0 || first.TryAdd(row.Person.Email, row.Number)
            ? row
            : row with { Findings = [.. row.Findings, $"Row {first[row.Person.Email]} has the same address. Each person has one of their own."] });
    }

    private static Rank? RankOf(string cell, PolicyPack? policy) => Enum.GetValues<Rank>().Where(r => Same(r.InWords(policy), cell)).Select(r => (Rank?)r).FirstOrDefault()
        ?? Enum.GetValues<Rank>().Where(r => Same(r.InWords(null), cell) || Same(r.ToString(), cell)).Select(r => (Rank?)r).FirstOrDefault()
        ?? (Short.TryGetValue(cell.Replace(".", "", StringComparison.Ordinal), out var rank) ? rank : null);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static StaffTable No(string why, string toDo) => new(Outcome.Incomplete(why, toDo), []);
}
