using Lfr.Shared.Watchlists;

namespace Lfr.Web.Demo;

/// <summary>Somebody on the list of the demonstration: a synthetic person under an invented name.</summary>
/// <param name="Folder">Folder of the synthetic person under <c>Demo/people</c>.</param>
/// <param name="Details">Writes the entry for a window that starts at the given time.</param>
internal sealed record DemoPerson(string Folder, Func<DateTimeOffset, EntryDetails> Details);

/// <summary>
/// The list of the demonstration: 03, 05, 07, 09 and 14 walk past the camera of the street video, 15 to 24 never do. All names, references and
/// reasons are invented.
/// </summary>
internal static class DemoCast
{
    /// <summary>Everybody on the list.</summary>
    public static IReadOnlyList<DemoPerson> All { get; } =
    [
        Wanted("03", "Rowan Tilley", "CC-88120", "Snaresbrook Crown Court, bench warrant 26/4471",
            "Failed to appear for sentence for two street robberies committed in South Street in 2025.",
            "Both robberies were within 200 m of this station; his phone was last used in Romford on Saturday evening.", 11, "The harm of two robberies in the open street"),
        Order("05", "Maya Corless", "CC-90417", "Criminal behaviour order 25/0932, until 30 June 2028",
            "The order bans her from the Liberty and Mercury shopping centres after 31 thefts; four breaches since the summer.",
            "Shops in the zone reported her on three of the last five Fridays between noon and four.", 20, "A run of thirty-one thefts and four breaches"),
        Suspect("07", "Dean Sallow", "CR-26-118803", "Crime 26/118803, identified by two officers from video",
            "Reasonable grounds to suspect him of stabbing a man outside a night bus stop on 2 November.",
            "Witnesses place him with a group that gathers by the taxi rank at weekends.", 7, "The risk of another stabbing"),
        Wanted("09", "Petra Halloran", "CC-77302", "Barkingside Magistrates, warrant 26/2209 not backed for bail",
            "Did not surrender to bail on a charge of wounding; three visits to her last address found it empty.",
            "Her partner works in the market; she collected a parcel in North Street ten days ago.", 14, "A wounding that a court has yet to try"),
        Order("14", "Luke Ferreday", "CC-93655", "Sexual harm prevention order 24/117, until 14 March 2034",
            "The order forbids him to approach school transport; officers saw him twice at the bus station this month.",
            "School buses arrive at the station forecourt inside the recognition zone.", 9, "The safety of children on their way home"),
        Suspect("15", "Gareth Imre", "CR-26-120041", "Crime 26/120041, named by the victim",
            "Suspected of a serious assault in a public house in Victoria Road on 9 November.",
            "He drinks in the same three public houses, two of them in the zone.", 6, "A serious assault on somebody he knows"),
        Wanted("16", "Odette Crane", "CC-81944", "Southwark Crown Court, bench warrant 25/9031",
            "Absconded before the end of her trial for supplying class A drugs.",
            "Intelligence of 12 November: deliveries on foot between the station and the ring road.", 30, "A trial for supplying class A drugs that ended without her"),
        Suspect("17", "Marek Dolan", "CR-26-115220", "Crime 26/115220, fingerprint match",
            "His fingerprints were on the knife found after the robbery of a jeweller's in the Quadrant arcade.",
            "His sister lives above a shop in Western Road, at the edge of the zone.", 16, "A robbery at knifepoint in broad daylight"),
        Order("18", "Yvonne Sparke", "CC-90872", "Non-molestation order 26/0411, until 1 May 2027",
            "Convicted of stalking her former husband, who works at the station; she has come back twice.",
            "His shift ends within the window and he leaves through South Street.", 5, "A former husband's right to work without fear"),
        Wanted("19", "Isaac Thorne", "CC-70011", "Recall to prison 26/R/338",
            "Licence revoked after he left approved premises; convicted of aggravated burglary.",
            "He was seen twice on the 174 bus, which stops in the zone.", 13, "The danger from an aggravated burglar who broke his licence"),
        Suspect("20", "Bryony Locke", "CR-26-119377", "Crime 26/119377, admitted in messages to a witness",
            "Suspected of arson with intent at a flat in Mawney Road while a family slept there.",
            "She meets friends outside the cinema on the evenings of the deployment.", 8, "A fire set while a family slept"),
        Wanted("21", "Callan Webb", "CC-86650", "Basildon Crown Court, bench warrant 26/1183",
            "Wanted for sentence for dangerous driving that killed a cyclist in the town.",
            "A cash machine in the zone was used with his card on 17 November.", 10, "A cyclist's death that awaits its sentence"),
        Suspect("22", "Noor Adeyemi-Cole", "CR-26-117416", "Crime 26/117416, hospital identified both parties",
            "Suspected of grievous bodily harm with a bottle during the derby on 25 October.",
            "The next match is on the day of the deployment; the fans' pub is beside the station.", 12, "The risk of another attack at the next match"),
        Order("23", "Sten Aldous", "CC-94108", "Bail conditions 26/5520, trial on 8 February",
            "Released on bail on a charge of witness intimidation, not to enter Romford town centre.",
            "The witness works in the market; she saw him there last Tuesday.", 4, "A witness's right to give evidence without fear"),
        Missing("24", "Tamsin Vale", "MP-26-0442", "Missing person 26/0442, high risk",
            "Aged 16, missing from care for nine days; adults who exploit children were seen with her.",
            "She has twice been found in the station arcade, where the group meets.", 1),
    ];

    private static DemoPerson Wanted(string folder, string name, string source, string reference, string why, string here, int months, string harm) =>
        Adult(folder, name, source, EntryCategory.WantedByCourts, reference, why, here, months, harm, PlannedResponse.Arrest,
            "Establish identity, check the warrant with the control room, arrest.");

    private static DemoPerson Suspect(string folder, string name, string source, string reference, string why, string here, int months, string harm) =>
        Adult(folder, name, source, EntryCategory.SuspectedOfOffence, reference, why, here, months, harm, PlannedResponse.Arrest,
            "Two officers; may carry a weapon. Establish identity, check with the officer in the case, arrest on suspicion.");

    private static DemoPerson Order(string folder, string name, string source, string reference, string why, string here, int months, string harm) =>
        Adult(folder, name, source, EntryCategory.SubjectToOrder, reference, why, here, months, harm, PlannedResponse.CheckOrder,
            "Speak, establish identity, read the conditions, arrest only for a breach.");

    private static DemoPerson Adult(
        string folder, string name, string source, EntryCategory category, string reference, string why, string here, int months, string harm, PlannedResponse response, string plan) =>
        new(folder, start => new EntryDetails(
            name, source, category, reference, why, here,
            $"Ordinary enquiries have not found {name.Split(' ')[0]}: address visits, phone and associates were tried.",
            $"{harm} outweighs a short stop of {name.Split(' ')[0]}; the photograph is used for this one deployment and then deleted.",
            ImageSource.Custody, DateOnly.FromDateTime(start.UtcDateTime).AddMonths(-months), "Custody photograph held under PACE s.64A; conviction or charge on record.",
            false, AgeBand.Adult, "", "", response, plan, start.AddHours(-20)));

    private static DemoPerson Missing(string folder, string name, string source, string reference, string why, string here, int months) =>
        new(folder, start => new EntryDetails(
            name, source, EntryCategory.MissingAtRisk, reference, why, here,
            "She does not answer calls, and every day away raises the risk to her.",
            "The comparison serves her own safety; officers in plain clothes speak to her, nobody is arrested.",
            ImageSource.Family, DateOnly.FromDateTime(start.UtcDateTime).AddMonths(-months), "Given by her foster carer for the search, with consent recorded.",
            false, AgeBand.Child13To17, "Finding her is in her own best interest; children's services were consulted and agree.",
            "Anxious with uniformed officers; asthma.", PlannedResponse.Safeguard,
            "Plain clothes officer and a social worker approach; call the foster carer; no handcuffs, no questions in the street.", start.AddHours(-20)));
}
