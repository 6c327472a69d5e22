"""Shows what the products' pages show, as their scripts ask for it, and sends. Argument: the settings, as JSON."""

import gzip
import json
import re
import sys
import uuid
from datetime import datetime, timedelta, timezone

import requests

SETTINGS = json.loads(sys.argv[1])
ADDRESS, ZONE = SETTINGS["address"], SETTINGS["zone"]
ANALYTICS = "/api/v1/analytics"


def ask(session, path, **parameters):
    answer = session.get(ADDRESS + path, params=parameters, timeout=30)
    answer.raise_for_status()
    return answer.json()


def is_time(text):
    return text.endswith("Z") and datetime.fromisoformat(text[:19]) > datetime(2000, 1, 1)


def total(rows, *names):
    return round(sum(row[name] for row in rows for name in names), 2)


def job_dashboard(session):
    performance = ask(session, "/analytics/performance", period=30, userId="")
    jobs = ask(session, "/analytics/recent-jobs", limit=2)["jobs"]
    of_one = ask(session, "/analytics/recent-jobs/", userId="u-2")["jobs"]
    metrics, months = performance["metrics"], performance["jobTrends"]
    names = ("totalJobs", "successRate", "avgDurationMinutes", "dataVolumeGb")
    of_a_job = ("id", "tool", "status", "userId", "durationSeconds", "dataVolumeMb")
    return {
        **{name: metrics[name] for name in names},
        "before": [metrics["previous"][name] for name in names],
        "months": len([month for month in months if re.fullmatch(r"\d{4}-\d\d", month["month"])]),
        "ofMonths": total(months, "successful", "failed"),
        "tools": [[tool[name] for name in ("toolName", "usageCount", "percentage")] for tool in performance["toolUsage"]],
        "period": is_time(performance["period"]["from"]) and is_time(performance["period"]["until"]),
        "recent": [[job[name] for name in of_a_job] for job in jobs],
        "times": all(is_time(job[name]) for job in jobs for name in ("createdAt", "startTime", "endTime")),
        "ofOne": [job["id"] for job in of_one],
        "health": ask(session, "/analytics/health")["status"],
    }


def revenue(session):
    address = "/admin/api/analytics/revenue"
    since = (datetime.now(timezone.utc) - timedelta(days=3)).isoformat()
    answer = ask(session, address, breakdown="daily", **{"from": since})
    hourly = ask(session, address, breakdown="hourly", status="completed")
    weekly = ask(session, address, breakdown="weekly", method="card")
    activity = ask(session, "/admin/api/user-activity", limit=50)
    summary, feed = answer["summary"], activity["feed"]
    return {
        **{name: summary[name] for name in ("total", "transactions", "successRate", "refunded", "net", "byStatus")},
        "perTransaction": summary["revenuePerTransaction"],
        "peak": [summary["peak"]["revenue"], is_time(summary["peak"]["bucket"])],
        "ofDays": total(answer["series"], "revenue"),
        "best": max(day["averageValue"] for day in answer["series"]),
        "ofHours": total(hourly["series"], "revenue"),
        "ofWeeks": total(weekly["series"], "transactions"),
        "activeUsers": activity["activeUsers"],
        "uploads": next(entry["count"] for entry in activity["byAction"] if entry["action"] == "upload"),
        "hours": len(activity["heatmap"]),
        "feed": len(feed) > 0 and all(is_time(entry["at"]) and entry["userId"] and entry["action"] for entry in feed),
        "conversions": [
            [entry[name] for name in ("userId", "action", "resource", "detail")] for entry in activity["conversions"]
        ],
    }


def messaging(session):
    metrics = ANALYTICS + "/metrics"
    realtime = ask(session, metrics + "/messages/realtime", window_seconds=3600)
    campaign = ask(session, metrics + "/campaigns/c-1")
    account = ask(session, metrics + "/accounts/a-1", tz=ZONE)
    routes = ask(session, metrics + "/routes")
    route = ask(session, metrics + "/routes/r-1")
    summary = ask(session, ANALYTICS + "/dashboard/summary", tz=ZONE)
    trend = ask(session, ANALYTICS + "/trends/messages", granularity="hour", hours=24)
    prediction = ask(session, ANALYTICS + "/predictions/message-volume", hours_ahead=24)
    question = {"metric": "messages", "aggregation": "count", "group_by": ["route_id"], "filters": {"account_id": "a-1"}}
    rows = session.post(ADDRESS + ANALYTICS + "/query", json=question, timeout=30).json()
    answers = (realtime, campaign, account, routes, route, summary, trend, prediction, rows)
    data, forecast, anomaly = realtime["data"], prediction["data"], prediction["data"]["anomaly_detection"]
    points, statistics = trend["data"]["data_points"], trend["data"]["statistics"]
    of_a_campaign = (
        "campaign_name",
        "total_recipients",
        "processed",
        "remaining",
        "progress_percentage",
        "delivered",
        "failed",
    )
    of_an_account = (
        "account_name",
        "messages_sent_today",
        "messages_sent_month",
        "current_balance",
        "credits_used_month",
        "tps_limit",
    )
    return {
        "states": [answer["status"] for answer in answers],
        "total": data["total_messages"],
        "delivered": data["messages_delivered"],
        "failed": data["messages_failed"],
        "pending": data["messages_pending"],
        "deliveryRate": data["delivery_rate_percent"],
        "deliverySeconds": data["avg_delivery_time_seconds"],
        "campaign": [campaign["data"][name] for name in of_a_campaign],
        "account": [account["data"][name] for name in of_an_account],
        "routes": [[one["route_id"], one["messages"]] for one in routes["data"]],
        "route": [route["data"][name] for name in ("messages", "success_rate_percent", "capacity_tps")],
        "summary": [
            summary["data"]["messages"]["total_today"],
            summary["data"]["messages"]["last_hour"],
            summary["data"]["campaigns"]["active"],
        ],
        "ofHours": total(points, "value"),
        "points": all(is_time(point["timestamp"]) for point in points)
        and statistics["max_value"] >= statistics["avg_value"],
        "direction": trend["data"]["trend"]["direction"] in ("up", "down", "stable"),
        "forecast": [forecast["metric_name"], len(forecast["forecast_24h"]), len(forecast["forecast_7d"])],
        "anomaly": anomaly["is_anomaly"] in (True, False) and 0 <= anomaly["anomaly_score"] <= 1,
        "byRoute": len(rows["data"]["rows"]),
        "exact": rows["data"]["exact"],
    }


def generation(session):
    everything = ask(session, ANALYTICS, days=30)
    costs = ask(session, ANALYTICS + "/cost-breakdown")
    days = ask(session, ANALYTICS + "/time-series", interval="day")["data"]
    performance = ask(session, ANALYTICS + "/performance")
    quality = performance["qc_metrics"]
    with session.get(ADDRESS + ANALYTICS + "/export/csv", stream=True, timeout=30) as csv:
        csv.raise_for_status()
        lines = list(csv.iter_lines(decode_unicode=True))
        name = csv.headers["Content-Disposition"]
    first = ask(session, "/api/v1/jobs", limit=3)
    rest = ask(session, "/api/v1/jobs", limit=3, cursor=first["next_cursor"])
    of_quality = ("total_jobs", "delivered_jobs", "delivery_rate", "avg_qc_score", "avg_issue_count")
    return {
        "totalJobs": everything["total_jobs"],
        "totalCost": everything["total_cost"],
        "seconds": everything["avg_generation_time"],
        "successRate": everything["success_rate"],
        "byStatus": everything["jobs_by_status"],
        "byProvider": everything["jobs_by_provider"],
        "byStrategy": everything["jobs_by_strategy"],
        "ofProvider": costs["cost_by_provider"]["openai"],
        "dearest": len(costs["most_expensive_jobs"]),
        "ofDays": total(days, "cost"),
        "deliveredOfDays": total(days, "delivered_count"),
        "ofOpenai": performance["generation_time_by_provider"]["openai"],
        "quality": [quality[name] for name in of_quality],
        "verdicts": performance["qc_status_breakdown"],
        "csvHead": lines[0],
        "csvLines": len(lines),
        "csvFormulas": len([line for line in lines if ",'=1+1," in line]),
        "csvIsAFile": bool(re.fullmatch(r'attachment; filename=".*jobs_\d{8}\.csv"', name)),
        "exported": total(ask(session, ANALYTICS + "/export/json"), "cost"),
        "listed": [job["id"] for job in first["items"] + rest["items"]],
        "last": rest["next_cursor"],
    }


def databases(session):
    address = "/api/performance/data-sources"
    sources = ask(session, address)
    first = sources["data"][0]
    slow = ask(session, "%s/%s/slow-queries" % (address, first["id"]), minMs=1000)
    active = ask(session, "%s/%s/active-queries" % (address, first["id"]))
    figures = ("uptimeSeconds", "responseTime", "connections", "databaseSizeBytes")
    return {
        "states": [sources["status"], slow["status"], active["status"]],
        "type": first["type"],
        "fares": first["status"],
        "figures": ["number" if isinstance(first[name], (int, float)) else str(first[name]) for name in figures],
    }


def shown(session):
    return {
        "jobDashboard": job_dashboard(session),
        "revenue": revenue(session),
        "messaging": messaging(session),
        "generation": generation(session),
        "databases": databases(session),
    }


def administered(session):
    overview = ask(session, ANALYTICS + "/admin/overview")
    answer = ask(session, ANALYTICS + "/admin/user/u-1")
    user, analytics = answer["user"], answer["analytics"]
    caches = ask(session, "/admin/api/cache/stats")["caches"]
    cleared = session.post(ADDRESS + "/admin/api/cache/clear", params={"cache": "recent-jobs"}, timeout=30)
    return {
        "jobs": overview["total_jobs"],
        "cost": overview["total_cost"],
        "active": overview["active_users"],
        "byStatus": overview["jobs_by_status"],
        "providers": overview["provider_usage"],
        "top": [[one[name] for name in ("email", "job_count", "total_cost")] for one in overview["top_users"]],
        "user": [user[name] for name in ("id", "email", "full_name", "is_active")],
        "ofUser": [analytics[name] for name in ("total_jobs", "total_cost", "success_rate", "period_days")],
        "stranger": session.get(ADDRESS + ANALYTICS + "/admin/user/nobody", timeout=30).status_code,
        "caches": any(one["cache"] == "job-performance" and one["hits"] + one["misses"] > 0 for one in caches),
        "cleared": cleared.json()["cleared"],
    }


def sent(session):
    mark = uuid.uuid4()
    now = datetime.now(timezone.utc).isoformat()
    one, other = (
        {"id": "sent-%s-%d" % (mark, number), "user_id": "u-1", "action": "sent", "resource": "thing", "at": now}
        for number in (1, 2)
    )
    lines = "\n".join(json.dumps(record) for record in (one, other)).encode()
    ndjson = {"Content-Type": "application/x-ndjson"}
    answers = []
    for request in (
        {"json": one},
        {"json": [one, other]},
        {"data": lines, "headers": ndjson},
        {"data": gzip.compress(lines), "headers": {**ndjson, "Content-Encoding": "gzip"}},
        {"json": [{"id": "sent-%s-3" % mark, "action": "sent"}]},
    ):
        answer = session.post(ADDRESS + "/api/v1/ingest/activities", timeout=30, **request)
        answer.raise_for_status()
        body = answer.json()
        answers.append([body["accepted"], body["duplicates"], [row["index"] for row in body["rejected"]]])
    return {"answers": answers, "reading": session.get(ADDRESS + ANALYTICS, timeout=30).status_code}


def signed_in(headers):
    session = requests.Session()
    session.headers.update(headers)
    return session


login = requests.post(
    ADDRESS + "/api/v1/auth/login",
    json={"email": SETTINGS["email"], "password": SETTINGS["password"]},
    timeout=30,
)
login.raise_for_status()
with_token = signed_in({"Authorization": "Bearer " + login.json()["access_token"]})
print(json.dumps(shown(with_token)))
print(json.dumps(shown(signed_in({"X-API-Key": SETTINGS["reader"]}))))
print(json.dumps(administered(with_token)))
print(json.dumps(sent(signed_in({"X-API-Key": SETTINGS["producer"]}))))
