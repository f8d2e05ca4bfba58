import { parentPort, workerData } from 'node:worker_threads'
import { type Drawing, drawReport } from '@alongside/shared/monitoring/draw'

parentPort?.postMessage(drawReport(workerData as Drawing))
