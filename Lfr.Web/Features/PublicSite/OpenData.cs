using System.Globalization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Records;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.PublicSite;

/// <summary>
/// One published use as open data. Times are UTC, ISO 8601; counts are whole numbers; empty means not published, because the policy of the use leaves it out, or not measured.
/// </summary>
public sealed record OpenDataRow(
    string Reference, string Name, string Venue, string Area, string Source, DateTimeOffset? Start, DateTimeOffset? End, long? NoticeLeadMinutes, string Policy, decimal? Threshold,
    long? ListSize, long? FacesCompared, long? Alerts, long? FalseAlerts, long? ConfirmedTrue, long? ConfirmedFalse, long? Unconfirmed, long? Engagements, long? ArrestsAfterAlert,
    long? OtherArrests, long? NoLongerWanted, double? FalseAlertsPerFace, double? FalseAlertsPerFaceLow, double? FalseAlertsPerFaceHigh, DateTimeOffset? BiometricsDestroyed,
    int Version, DateTimeOffset? PublishedAt)
{
    /// <summary>Alerts about which two people differed; <see langword="null"/> where it was not counted.</summary>
    public long? Disagreements { get; init; }

    /// <summary>Alerts answered after the score was shown; <see langword="null"/> where it was not counted.</summary>
    public long? AnsweredAfterTheScore { get; init; }

    /// <summary>What it took: as spent, or as planned while nobody reported that; <see langword="null"/> when neither is known.</summary>
    public Resources? Took { get; init; }

    /// <summary>The officer-hours of <see cref="Took"/>, where they are published.</summary>
    public Resources? Hours { get; init; }

    /// <summary>The cost of <see cref="Took"/>, where it is published.</summary>
    public long? Cost { get; init; }

    /// <summary>Whether <see cref="Took"/> is what was spent.</summary>
    public bool? IsSpent { get; init; }
}

/// <summary>The published figures for machines: JSON with a data dictionary, CSV with a header.</summary>
public static class OpenData
{
    /// <summary>What each column means, in the order of the columns.</summary>
    internal static IReadOnlyList<(string Column, string Meaning, Func<OpenDataRow, object?> Value)> Columns { get; } =
    [
        ("reference", "Reference of the use; stable.", r => r.Reference),
        ("name", "Name of the use.", r => r.Name),
        ("venue", "Street and landmark.", r => r.Venue),
        ("area", "Town and borough.", r => r.Area),
        ("source", "'Lfr' when the figures were computed here, otherwise where they were published.", r => r.Source),
        ("start", "Start of comparing, UTC.", r => r.Start),
        ("end", "End of comparing, UTC.", r => r.End),
        ("notice_lead_minutes", "Whole minutes from the first public notice to the planned start.", r => r.NoticeLeadMinutes),
        ("policy", "Policy and version under which it was submitted.", r => r.Policy),
        ("threshold", "Cosine at or above which a comparison counted as a match.", r => r.Threshold),
        ("list_size", "People on the list.", r => r.ListSize),
        ("faces_compared", "Faces compared with the list; faces, not people.", r => r.FacesCompared),
        ("alerts", "Alerts raised.", r => r.Alerts),
        ("false_alerts", "Alerts judged not the same person before anybody was spoken to.", r => r.FalseAlerts),
        ("confirmed_true", "Alerts confirmed true after identity was established.", r => r.ConfirmedTrue),
        ("confirmed_false", "Alerts after which somebody else was spoken to.", r => r.ConfirmedFalse),
        ("unconfirmed", "All other alerts.", r => r.Unconfirmed),
        ("engagements", "Times that officers spoke to somebody after an alert.", r => r.Engagements),
        ("arrests_after_alert", "Arrests that followed an alert.", r => r.ArrestsAfterAlert),
        ("other_arrests", "Arrests of the wider operation that followed no alert.", r => r.OtherArrests),
        ("no_longer_wanted", "Alerts whose person was no longer sought.", r => r.NoLongerWanted),
        ("disagreements", "Alerts about which two people differed, so that a third person decided.", r => r.Disagreements),
        ("answered_after_score", "Alerts of which an answer was given after the score was shown; mostly corrections.", r => r.AnsweredAfterTheScore),
        ("false_alerts_per_face", "(false_alerts + confirmed_false) / faces_compared, rounded as on the page: no more digits than its interval allows.", r => r.FalseAlertsPerFace),
        ("false_alerts_per_face_low", "Lower end of its 95 % interval (Clopper and Pearson; rule of three for none).", r => r.FalseAlertsPerFaceLow),
        ("false_alerts_per_face_high", "Upper end of its 95 % interval.", r => r.FalseAlertsPerFaceHigh),
        ("biometrics_destroyed", "When photographs and templates of the list were destroyed, UTC; pictures of alerts have times of their own.", r => r.BiometricsDestroyed),
        ("officer_hours_uniformed", "Officer-hours in uniform.", r => r.Hours?.UniformedHours),
        ("officer_hours_plain", "Officer-hours in plain clothes.", r => r.Hours?.PlainHours),
        ("cost_pence", "Cost of officer-hours and equipment, in hundredths of cost_currency, such as pence.", r => r.Cost),
        ("cost_currency", "Currency of cost_pence, ISO 4217.", r => r.Cost is null ? null : r.Took?.Currency),
        ("cost_basis", "'spent' where officer-hours and cost are what was spent, 'planned' where only the plan says; empty where neither does.", r => r.IsSpent switch { true => "spent", false => "planned", null => null }),
        ("version", "Version of the record; above 1 it was corrected.", r => r.Version),
        ("published_at", "When this version was published, UTC.", r => r.PublishedAt),
    ];

    /// <summary>Uses in one file. Whoever has more asks for the next page, which each file names.</summary>
    public const int PageSize = 1000;

    /// <summary>
    /// Maps both files; no sign-in. <c>?page=2</c> is the next page: JSON names it under <c>next</c>, CSV in the header <c>Link</c> (RFC 8288). A page that is no number is the first.
    /// </summary>
    public static void MapOpenData(this WebApplication app)
    {
        app.MapGet(LfrRoutes.OpenDataJson, async (PublicRecords records, HttpContext context, CancellationToken cancellationToken) =>
        {
            var (rows, total, next) = await PageAsync(records, context, LfrRoutes.OpenDataJson, cancellationToken);
            return Results.Json(new
            {
                title = "Live facial recognition: published uses",
                licence = "CC0-1.0",
                columns = Columns.ToDictionary(c => c.Column, c => c.Meaning, StringComparer.Ordinal),
                total,
                next,
                deployments = rows.Select(r => Columns.ToDictionary(c => c.Column, c => c.Value(r), StringComparer.Ordinal)),
            });
        }).ForEverybody();
        app.MapGet(LfrRoutes.OpenDataCsv, async (PublicRecords records, HttpContext context, CancellationToken cancellationToken) =>
        {
            var (rows, _, next) = await PageAsync(records, context, LfrRoutes.OpenDataCsv, cancellationToken);
            if (next is not null)
                context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
            return Results.Bytes(Csv(rows), CsvTable.MediaType);
        }).ForEverybody();
    }

    /// <summary>The rows for spreadsheets.</summary>
    internal static byte[] Csv(IEnumerable<OpenDataRow> rows) => CsvTable.Write([.. Columns.Select(c => new CsvColumn<OpenDataRow>(c.Column, c.Value))], rows);

    private static async Task<(IReadOnlyList<OpenDataRow> Rows, int Total, string? Next)> PageAsync(PublicRecords records, HttpContext context, string file, CancellationToken cancellationToken)
    {
        var page = PageOf(context);
        var (all, historical) = (await records.CountAsync(cancellationToken), await records.HistoricalAsync(cancellationToken));
        var shown = await records.ListAsync((page - 1) * PageSize, PageSize, cancellationToken);
        var last = LastPage(all);
        // What was before Lfr comes last.
        return ([.. shown.Select(Row), .. page == last ? historical.Select(Row) : []], all + historical.Count,
            page >= last ? null : Next(context, file, page));
    }

    /// <summary>The page that is asked for; what is no number of a page is the first.</summary>
    internal static int PageOf(HttpContext context) =>
        int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and < 100_000 ? asked : 1;

    /// <summary>Address of the page after <paramref name="page"/>.</summary>
    internal static string Next(HttpContext context, string file, int page) => string.Create(CultureInfo.InvariantCulture, $"{context.Request.Scheme}://{context.Request.Host}{file}?page={page + 1}");

    /// <summary>The last page of <paramref name="all"/> records; there is always one.</summary>
    internal static int LastPage(int all) => Math.Max(1, (all + PageSize - 1) / PageSize);

    /// <summary>A published record as one row.</summary>
    internal static OpenDataRow Row(PublicRecord record)
    {
        var f = record.Current.Figures;
        var rate = f.FalsePerFace.Rounded;
        T? If<T>(RecordColumn column, T? value) => f.Publishes(column) ? value : default;
        var took = f.Publishes(RecordColumn.OfficerHours) || f.Publishes(RecordColumn.Cost) ? f.Spent ?? f.Planned : null;
        return new OpenDataRow(
            record.Reference, record.Plan.Name, record.Plan.Place.Venue, record.Plan.Place.Area, "Lfr", f.Started, f.Ended,
            If(RecordColumn.NoticeLead, f.NoticeLead is { } lead ? (long?)lead.TotalMinutes : null), f.PolicyId, If(RecordColumn.Threshold, f.Threshold is { } t ? (decimal?)t : null), f.ListSize, f.FacesCompared, f.Alerts, f.False,
            f.ConfirmedTrue, f.ConfirmedFalse, f.Unconfirmed, If<long?>(RecordColumn.Engagements, f.Engagements), f.LfrArrests, If<long?>(RecordColumn.OtherArrests, f.WiderArrests), If<long?>(RecordColumn.NoLongerSought, f.NoLongerWanted),
            rate?.Rate, rate?.Low, rate?.High, f.PurgedAt, record.Current.Number, record.Current.By.At)
        {
            Disagreements = If<long?>(RecordColumn.Disagreements, f.Disagreements),
            AnsweredAfterTheScore = If<long?>(RecordColumn.AnsweredAfterTheScore, f.AnsweredAfterTheScore),
            Took = took,
            Hours = If(RecordColumn.OfficerHours, took),
            Cost = If(RecordColumn.Cost, took?.TotalPence),
            IsSpent = took is null ? null : f.Spent is not null,
        };
    }

    /// <summary>A trial from before Lfr as one row.</summary>
    internal static OpenDataRow Row(HistoricalCase old)
    {
        var (f, facts) = (old.Figures, old.Trial.Facts);
        return new OpenDataRow(
            old.Trial.Reference, old.Trial.Name, facts.Venue, facts.Area, f.Source, facts.Hours?.Start, facts.Hours?.End, null, old.Policy?.Id ?? "", null,
            f.ListSize, f.FacesCompared, f.Alerts, f.FalseAlerts, null, null, null, null, f.LfrArrests, f.WiderArrests, f.LfrNoLongerWanted, null, null, null, null, 1, null);
    }
}
